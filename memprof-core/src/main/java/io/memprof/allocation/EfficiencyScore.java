package io.memprof.allocation;

/**
 * How well allocations fit the heap, 0 to 1: the mean of size efficiency and alignment
 * efficiency. Size efficiency is 1.0 for a mean allocation of 4 to 64 KiB, 0.3 below 1
 * KiB, 0.5 above 1 MiB and 0.7 else. On the JVM every address is aligned, so alignment
 * efficiency is the share of allocated bytes that is payload and header rather than
 * padding.
 */
public final class EfficiencyScore {

	/** Score when nothing was allocated. */
	public static final double NONE = 1.0;

	private EfficiencyScore() {
	}

	/**
	 * The score of a set of allocations.
	 * @param bytes allocated
	 * @param count allocations
	 * @param paddingBytes of those bytes, the ones that only fill up to the object
	 * alignment
	 */
	public static double of(double bytes, double count, double paddingBytes) {
		if (bytes <= 0 || count <= 0) {
			return NONE;
		}
		double alignment = 1 - Math.min(1, Math.max(0, paddingBytes / bytes));
		return (sizeEfficiency(bytes / count) + alignment) / 2;
	}

	private static double sizeEfficiency(double meanBytes) {
		if (meanBytes < 1 << 10) {
			return 0.3;
		}
		if (meanBytes > 1 << 20) {
			return 0.5;
		}
		return (meanBytes >= 4 << 10 && meanBytes <= 64 << 10) ? 1.0 : 0.7;
	}

}
