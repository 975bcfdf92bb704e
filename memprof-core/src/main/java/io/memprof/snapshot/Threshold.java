package io.memprof.snapshot;

import io.memprof.unit.Reading;

/**
 * A level of memory use: a share of the limit that binds first, or a number of bytes.
 *
 * @param share of the limit, above 0 and at most 1; 0 when {@code bytes} is given
 * @param bytes of used memory; 0 when {@code share} is given
 */
public record Threshold(double share, long bytes) {

	public Threshold {
		boolean isShare = share > 0 && share <= 1 && bytes == 0;
		boolean isSize = share == 0 && bytes > 0;
		if (!isShare && !isSize) {
			throw new IllegalArgumentException("a threshold is a share above 0 and at most 1, or a positive size");
		}
	}

	public static Threshold share(double share) {
		return new Threshold(share, 0);
	}

	public static Threshold size(long bytes) {
		return new Threshold(0, bytes);
	}

	/**
	 * Whether that much use reaches this level. A share of no limit is never reached.
	 */
	public boolean reachedBy(MemorySnapshot.Usage usage) {
		return (this.bytes > 0) ? usage.used() >= this.bytes : usage.ratio() >= this.share;
	}

	/**
	 * Whether this level is above another: known only between two shares or two sizes, or
	 * once the limit is known.
	 * @param limit the limit that shares refer to
	 */
	public boolean isAbove(Threshold other, Reading limit) {
		if ((this.bytes > 0) == (other.bytes > 0)) {
			return this.share > other.share || this.bytes > other.bytes;
		}
		return limit.isAvailable() && inBytes(limit.bytes()) > other.inBytes(limit.bytes());
	}

	private double inBytes(long limit) {
		return (this.bytes > 0) ? this.bytes : this.share * limit;
	}

}
