package io.memprof.autoconfigure;

/**
 * Where a person reads the report.
 */
interface ReportAddress {

	/**
	 * One sentence: the path to open, or what to do to get one.
	 */
	String whereToLook();

}
