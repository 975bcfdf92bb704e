package io.memprof.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class TheilSenTests {

	@Test
	void findsAStraightLineExactly() {
		TrendLine line = TheilSen.fit(new double[] { 0, 1, 2, 3, 4 }, new double[] { 7, 9, 11, 13, 15 });
		assertThat(line).isEqualTo(new TrendLine(2, 2, 2, 7));
		assertThat(line.at(10)).isEqualTo(27);
	}

	@Test
	void isNotMovedByAFewOutliers() {
		double[] times = times(40);
		double[] values = Arrays.stream(times).map((time) -> 3 * time).toArray();
		values[5] = 1e9;
		values[20] = -1e9;
		values[39] = 1e9;
		assertThat(TheilSen.fit(times, values).slope()).isEqualTo(3, within(1e-6));
	}

	@Test
	void hasTheIntervalOfSensPaper() {
		// ten points: 45 slopes, Kendall variance 125; ranks (45 - 21.9)/2 and (45 +
		// 21.9)/2
		double[] values = { 4, 1, 6, 3, 9, 5, 8, 12, 7, 10 };
		double[] slopes = oracleSlopes(times(10), values);
		TrendLine line = TheilSen.fit(times(10), values);
		assertThat(line.low()).isEqualTo(slopes[10]);
		assertThat(line.high()).isEqualTo(slopes[34]);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void agreesWithASlowOracle(long seed) {
		Random random = new Random(seed);
		int points = 3 + random.nextInt(TheilSen.MAX_POINTS - 2);
		double[] times = random.doubles(points, 0, 1000).toArray();
		double[] values = random.doubles(points, -1e6, 1e6).toArray();
		double[] slopes = oracleSlopes(times, values);
		double slope = oracleMedian(slopes);
		double[] residuals = new double[points];
		for (int i = 0; i < points; i++) {
			residuals[i] = values[i] - slope * times[i];
		}
		Arrays.sort(residuals);
		TrendLine line = TheilSen.fit(times, values);
		assertThat(line.slope()).isEqualTo(slope);
		assertThat(line.intercept()).isEqualTo(oracleMedian(residuals));
		assertThat(line.slope()).isBetween(line.low(), line.high());
	}

	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13, 14, 15 })
	void followsShiftAndScale(long seed) {
		Random random = new Random(seed);
		double[] times = times(50);
		double[] values = random.doubles(50, 0, 100).toArray();
		TrendLine line = TheilSen.fit(times, values);
		TrendLine shifted = TheilSen.fit(times, Arrays.stream(values).map((value) -> value + 64).toArray());
		TrendLine scaled = TheilSen.fit(times, Arrays.stream(values).map((value) -> 4 * value).toArray());
		TrendLine mirrored = TheilSen.fit(times, Arrays.stream(values).map((value) -> -value).toArray());
		TrendLine slower = TheilSen.fit(Arrays.stream(times).map((time) -> 2 * time).toArray(), values);
		assertThat(shifted.slope()).isEqualTo(line.slope(), within(1e-9));
		assertThat(shifted.intercept()).isEqualTo(line.intercept() + 64, within(1e-9));
		assertThat(scaled.slope()).isEqualTo(4 * line.slope(), within(1e-9));
		assertThat(scaled.high()).isEqualTo(4 * line.high(), within(1e-9));
		assertThat(mirrored.slope()).isEqualTo(-line.slope(), within(1e-9));
		assertThat(mirrored.low()).isEqualTo(-line.high(), within(1e-9));
		assertThat(slower.slope()).isEqualTo(line.slope() / 2, within(1e-9));
	}

	@Test
	void doesNotDependOnTheOrderOfPoints() {
		Random random = new Random(21);
		double[] times = times(30);
		double[] values = random.doubles(30).toArray();
		List<Integer> order = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			order.add(i);
		}
		Collections.shuffle(order, random);
		double[] otherTimes = order.stream().mapToDouble((i) -> times[i]).toArray();
		double[] otherValues = order.stream().mapToDouble((i) -> values[i]).toArray();
		assertThat(TheilSen.fit(otherTimes, otherValues)).isEqualTo(TheilSen.fit(times, values));
	}

	@Test
	void aWiderQuantileGivesAWiderInterval() {
		double[] values = new Random(31).doubles(60).toArray();
		TrendLine narrow = TheilSen.fit(times(60), values);
		TrendLine wide = TheilSen.fit(times(60), values, Math.sqrt(2) * TheilSen.QUANTILE_95);
		assertThat(wide.low()).isLessThan(narrow.low());
		assertThat(wide.high()).isGreaterThan(narrow.high());
		assertThat(wide.slope()).isEqualTo(narrow.slope());
	}

	@Test
	void theIntervalHoldsTheTrueSlopeAboutNineteenTimesInTwenty() {
		Random random = new Random(41);
		int held = 0;
		for (int run = 0; run < 1000; run++) {
			double[] values = Arrays.stream(times(30)).map((time) -> 2 * time + random.nextGaussian()).toArray();
			TrendLine line = TheilSen.fit(times(30), values);
			held += (line.low() <= 2 && 2 <= line.high()) ? 1 : 0;
		}
		assertThat(held).isBetween(930, 980);
	}

	@Test
	void leavesOutPairsAtTheSameTime() {
		TrendLine line = TheilSen.fit(new double[] { 0, 0, 1, 1 }, new double[] { 0, 0, 5, 5 });
		assertThat(line.slope()).isEqualTo(5);
	}

	@Test
	void refusesWhatHasNoLine() {
		assertThatIllegalArgumentException().isThrownBy(() -> TheilSen.fit(times(2), times(2)))
			.withMessageContaining("2 times");
		assertThatIllegalArgumentException().isThrownBy(() -> TheilSen.fit(times(3), times(4)));
		assertThatIllegalArgumentException().isThrownBy(() -> TheilSen.fit(times(121), times(121)));
		assertThatIllegalArgumentException().isThrownBy(() -> TheilSen.fit(new double[3], times(3)))
			.withMessageContaining("different times");
	}

	private static double[] times(int points) {
		double[] times = new double[points];
		Arrays.setAll(times, (i) -> i);
		return times;
	}

	private static double[] oracleSlopes(double[] times, double[] values) {
		List<Double> slopes = new ArrayList<>();
		for (int j = 0; j < times.length; j++) {
			for (int i = 0; i < j; i++) {
				slopes.add((values[j] - values[i]) / (times[j] - times[i]));
			}
		}
		return slopes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
	}

	private static double oracleMedian(double[] sorted) {
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

}
