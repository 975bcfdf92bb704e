package io.memprof.snapshot;

import java.util.Arrays;

/**
 * The robust straight line through a series (Theil 1950; Sen 1968): its slope is the
 * median of the slopes between all pairs of points, so up to 29 % of arbitrary outliers
 * do not move it far. Pure and without state.
 * <p>
 * The interval takes the ranks around the median that Kendall's variance
 * {@code n(n-1)(2n+5)/18} allows. It supposes independent points; a series that remembers
 * its past, as memory does, needs a wider one: double the variance by multiplying the
 * quantile by the square root of two. Ties are not corrected for, which errs on the wide
 * side.
 * <p>
 * O(n²) in time and memory, so callers bin to {@value #MAX_POINTS} points: 7140 slopes.
 */
public final class TheilSen {

	/** Most points a fit takes. */
	public static final int MAX_POINTS = 120;

	/** Quantile of the normal distribution for an interval of 95 %. */
	public static final double QUANTILE_95 = 1.959964;

	private static final int FEWEST_POINTS = 3;

	private TheilSen() {
	}

	/**
	 * The line with a 95 % interval.
	 * @param times in any order, in seconds for a slope per second; best relative to the
	 * series, for the intercept is at zero
	 * @param values finite
	 * @throws IllegalArgumentException as {@link #fit(double[], double[], double)}
	 */
	public static TrendLine fit(double[] times, double[] values) {
		return fit(times, values, QUANTILE_95);
	}

	/**
	 * The line with an interval of the caller's width. With three or four points the
	 * interval is the range of all slopes, which covers less than 95 %.
	 * @param quantile of the normal distribution, 0 or more
	 * @throws IllegalArgumentException with fewer than 3 or more than
	 * {@value #MAX_POINTS} points, with arrays of different length, or when all times are
	 * the same
	 */
	public static TrendLine fit(double[] times, double[] values, double quantile) {
		int points = times.length;
		if (points != values.length || points < FEWEST_POINTS || points > MAX_POINTS) {
			throw new IllegalArgumentException("needs " + FEWEST_POINTS + " to " + MAX_POINTS
					+ " points with time and value: " + points + " times, " + values.length + " values");
		}
		double[] slopes = sortedSlopes(times, values);
		if (slopes.length == 0) {
			throw new IllegalArgumentException("needs points at different times");
		}
		double slope = median(slopes);
		double deviation = Math.sqrt(points * (points - 1.0) * (2.0 * points + 5) / 18);
		int low = (int) Math.floor((slopes.length - quantile * deviation) / 2) - 1;
		int high = (int) Math.ceil((slopes.length + quantile * deviation) / 2);
		double[] residuals = new double[points];
		Arrays.setAll(residuals, (i) -> values[i] - slope * times[i]);
		Arrays.sort(residuals);
		return new TrendLine(slope, slopes[Math.max(low, 0)], slopes[Math.min(high, slopes.length - 1)],
				median(residuals));
	}

	private static double[] sortedSlopes(double[] times, double[] values) {
		double[] slopes = new double[times.length * (times.length - 1) / 2];
		int count = 0;
		for (int i = 0; i < times.length; i++) {
			for (int j = i + 1; j < times.length; j++) {
				if (times[i] != times[j]) {
					slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
				}
			}
		}
		double[] sorted = Arrays.copyOf(slopes, count);
		Arrays.sort(sorted);
		return sorted;
	}

	private static double median(double[] sorted) {
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
