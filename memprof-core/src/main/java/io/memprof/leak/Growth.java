package io.memprof.leak;

import io.memprof.snapshot.TrendLine;
import io.memprof.unit.MebiBytes;

/**
 * A rate of growth with its interval, in units of 2^20 bytes an hour; negative when it
 * shrinks.
 *
 * @param mbPerHour best estimate
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 */
public record Growth(double mbPerHour, double low, double high) {

	/** Of a line in bytes over seconds. */
	static Growth of(TrendLine line) {
		return new Growth(perHour(line.slope()), perHour(line.low()), perHour(line.high()));
	}

	private static double perHour(double bytesPerSecond) {
		return MebiBytes.fromBytes(bytesPerSecond * 3600);
	}

}
