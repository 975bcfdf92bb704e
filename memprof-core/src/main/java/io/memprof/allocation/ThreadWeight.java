package io.memprof.allocation;

/**
 * What one thread allocated between two ticks, to be spread over its samples.
 * <p>
 * A sample's weight is what its thread allocated since its last sample. Within a burst
 * that is what the sample stands for: a buffer refilled, or one large object. But the
 * first of a burst stands for the whole gap before it, which says how much the thread
 * allocated and nothing about where. So the sum of a thread's weights is divided in
 * proportion to the weights inside bursts; only a thread that has none keeps the others.
 */
final class ThreadWeight {

	private double all;

	private double inside;

	void add(long weight, boolean first) {
		this.all += weight;
		this.inside += first ? 0 : weight;
	}

	/**
	 * Bytes that one sample stands for, after all were added.
	 */
	double share(long weight, boolean first) {
		if (this.inside == 0) {
			return weight;
		}
		return first ? 0 : this.all * weight / this.inside;
	}

}
