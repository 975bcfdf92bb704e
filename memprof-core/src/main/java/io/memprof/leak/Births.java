package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether things that stay keep coming: about as many in each quarter of the time since
 * the first, and still more at the end. What fills once, or fills up to a bound, stops.
 */
final class Births {

	private static final int QUARTERS = 4;

	/** Of the mean, so that a quarter is not bare by chance. */
	private static final double LEAST_OF_MEAN = 0.3;

	/** Mean distances in time after which the next one is overdue. */
	private static final int OVERDUE = 4;

	private Births() {
	}

	/**
	 * Whether they come steadily.
	 * @param births in the order of time
	 * @param atLeast time since the first
	 * @param quiet time without one that says nothing yet
	 */
	static boolean keepComing(List<Instant> births, Instant now, Duration atLeast, Duration quiet) {
		if (births.isEmpty()) {
			return false;
		}
		Instant begin = births.get(0);
		Duration window = Duration.between(begin, now);
		if (window.isZero() || window.compareTo(atLeast) < 0) {
			return false;
		}
		int[] quarters = new int[QUARTERS];
		for (Instant birth : births) {
			long at = Duration.between(begin, birth).toMillis();
			quarters[(int) Math.max(0, Math.min(QUARTERS - 1, at * QUARTERS / Math.max(1, window.toMillis())))]++;
		}
		double least = LEAST_OF_MEAN * births.size() / QUARTERS;
		for (int quarter : quarters) {
			if (quarter < least) {
				return false;
			}
		}
		Duration gap = window.dividedBy(births.size()).multipliedBy(OVERDUE);
		Instant overdue = births.get(births.size() - 1).plus((gap.compareTo(quiet) > 0) ? gap : quiet);
		return !overdue.isBefore(now);
	}

}
