package io.memprof.allocation;

/**
 * Allocations by size of one object, in bytes.
 */
public enum SizeCategory {

	/** Up to 1 KiB. */
	TINY(1L << 10),
	/** Up to 64 KiB. */
	SMALL(64L << 10),
	/** Up to 1 MiB. */
	MEDIUM(1L << 20),
	/** Up to 16 MiB. */
	LARGE(16L << 20),
	/** Above 16 MiB. */
	HUGE(Long.MAX_VALUE);

	private final long upperBound;

	SizeCategory(long upperBound) {
		this.upperBound = upperBound;
	}

	/**
	 * The category of an object of that many bytes.
	 */
	public static SizeCategory of(long bytes) {
		for (SizeCategory category : values()) {
			if (bytes <= category.upperBound) {
				return category;
			}
		}
		return HUGE;
	}

	/**
	 * Largest object of this category in bytes, inclusive.
	 */
	public long upperBound() {
		return this.upperBound;
	}

}
