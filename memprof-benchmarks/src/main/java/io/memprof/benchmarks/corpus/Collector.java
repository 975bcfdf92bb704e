package io.memprof.benchmarks.corpus;

/**
 * Collectors that programs run under.
 */
enum Collector {

	G1("-XX:+UseG1GC"), PARALLEL("-XX:+UseParallelGC"), SERIAL("-XX:+UseSerialGC"), ZGC("-XX:+UseZGC");

	private final String flag;

	Collector(String flag) {
		this.flag = flag;
	}

	String flag() {
		return this.flag;
	}

}
