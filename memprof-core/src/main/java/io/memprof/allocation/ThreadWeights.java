package io.memprof.allocation;

import java.util.HashMap;
import java.util.Map;

/**
 * Spreads what a thread allocated over its samples.
 * <p>
 * A sample's weight is what its thread allocated since its last sample. Within a burst
 * that is what the sample stands for: a buffer refilled, or one large object. But the
 * first of a burst stands for the whole gap before it, which says how much the thread
 * allocated and nothing about where. So the sum of a thread's weights is divided in
 * proportion to the weights inside bursts; only a thread that has none keeps the others.
 */
final class ThreadWeights {

	private final Map<Long, Sums> threads = new HashMap<>();

	void add(long thread, long weight, boolean first) {
		Sums sums = this.threads.computeIfAbsent(thread, (id) -> new Sums());
		sums.all += weight;
		sums.inside += first ? 0 : weight;
	}

	/**
	 * Bytes that one sample stands for, after all were added.
	 */
	double share(long thread, long weight, boolean first) {
		Sums sums = this.threads.get(thread);
		if (sums == null || sums.inside == 0) {
			return weight;
		}
		return first ? 0 : sums.all * weight / sums.inside;
	}

	/** Weights of one thread. */
	private static final class Sums {

		private double all;

		private double inside;

	}

}
