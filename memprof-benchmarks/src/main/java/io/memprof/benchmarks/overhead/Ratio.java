package io.memprof.benchmarks.overhead;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The median of the ratios of pairs, with a bootstrap interval that holds the true one
 * with a probability of about 95 %.
 *
 * @param median of the ratios
 * @param low begin of the interval
 * @param high its end
 */
record Ratio(double median, double low, double high) {

	private static final int RESAMPLED = 2000;

	/**
	 * @param values one a round
	 * @param base of the same rounds
	 * @throws IllegalArgumentException when there is no round, or a value has no pair
	 */
	static Ratio of(List<Double> values, List<Double> base) {
		if (values.isEmpty() || values.size() != base.size()) {
			throw new IllegalArgumentException("no pairs: " + values + " and " + base);
		}
		double[] ratios = new double[values.size()];
		for (int i = 0; i < ratios.length; i++) {
			ratios[i] = values.get(i) / base.get(i);
		}
		// the same interval for the same rounds
		Random random = new Random(1);
		double[] medians = new double[RESAMPLED];
		for (int i = 0; i < RESAMPLED; i++) {
			medians[i] = median(random.ints(ratios.length, 0, ratios.length).mapToDouble((k) -> ratios[k]).toArray());
		}
		Arrays.sort(medians);
		return new Ratio(median(ratios), medians[(int) (RESAMPLED * 0.025)], medians[(int) (RESAMPLED * 0.975)]);
	}

	static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", this.median, this.low, this.high);
	}

}
