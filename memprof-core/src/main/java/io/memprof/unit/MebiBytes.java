package io.memprof.unit;

/**
 * Conversions between bytes and the mebibytes (2^20 bytes) of the report's {@code Mb}
 * fields and the {@code _mb_h} meter.
 */
public final class MebiBytes {

	private static final double BYTES = 1 << 20;

	private MebiBytes() {
	}

	public static double fromBytes(double bytes) {
		return bytes / BYTES;
	}

	public static long toBytes(double mebiBytes) {
		return (long) (mebiBytes * BYTES);
	}

}
