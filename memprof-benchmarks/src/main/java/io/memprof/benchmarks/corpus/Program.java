package io.memprof.benchmarks.corpus;

/**
 * One small application. With {@link Leaks} it leaks, without it is healthy. A class that
 * enables Spring Boot's auto-configuration is started as an application with the starter;
 * any other has a constructor without arguments.
 */
public interface Program {

	/**
	 * One request; two threads serve at the rate of {@link Load} together.
	 * @param millis since the traffic began
	 */
	void serve(long millis) throws Exception;

}
