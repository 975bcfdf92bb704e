package io.memprof.test;

/**
 * What a leak check repeats: one use of the code under test, a request or an order say,
 * with everything that ends it.
 */
@FunctionalInterface
public interface Scenario {

	/**
	 * Runs once, on the thread of the test.
	 * @throws Exception ends the check and reaches the test as it is
	 */
	void run() throws Exception;

}
