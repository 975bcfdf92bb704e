package io.memprof.telemetry;

/**
 * Upper bounds of the histogram buckets in bytes, inclusive: 64 B and on by factors of
 * four, which meets every edge of the size categories (1 KiB, 64 KiB, 1 MiB, 16 MiB).
 * <p>
 * They are always sent, because a Micrometer histogram without explicit bounds carries no
 * buckets at all over OTLP.
 */
final class SizeBuckets {

	private static final long SMALLEST = 64;

	/** Up to 64 MiB: a larger single object is rare, and an array. */
	private static final int OBJECT_BUCKETS = 11;

	/** Up to 16 GiB: a leak is the sum of its objects. */
	private static final int LEAK_BUCKETS = 15;

	private SizeBuckets() {
	}

	/**
	 * The bounds for a histogram of the catalogue.
	 */
	static double[] of(MemoryMeter meter) {
		double[] bounds = new double[(meter == MemoryMeter.LEAK_SIZE_BYTES) ? LEAK_BUCKETS : OBJECT_BUCKETS];
		for (int i = 0; i < bounds.length; i++) {
			bounds[i] = SMALLEST << (2 * i);
		}
		return bounds;
	}

}
