package io.memprof.benchmarks.overhead;

import java.util.Arrays;

/**
 * One server under load for some seconds.
 *
 * @param seconds that passed
 * @param cpuSeconds of the server's process
 * @param nanos how long each request took
 * @param failed of them
 */
record Measurement(double seconds, double cpuSeconds, long[] nanos, long failed) {

	double requestsPerSecond() {
		return this.nanos.length / this.seconds;
	}

	/** Milliseconds of processor time, which are seconds for a thousand requests. */
	double cpuMillisPerRequest() {
		return this.cpuSeconds * 1000 / this.nanos.length;
	}

	/** The least time that 99 of 100 requests did not exceed. */
	double p99Millis() {
		long[] sorted = this.nanos.clone();
		Arrays.sort(sorted);
		return sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6;
	}

}
