package io.memprof.leak;

import java.time.Duration;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

import io.memprof.leak.FloorSeries.Trend;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FloorSeriesTests {

	private static final long HOUR = 3600;

	private final FloorSeries series = new FloorSeries(Duration.ofSeconds(10));

	@Test
	void aSawtoothTouchesItsFloorAgain() {
		assertThat(trend((second) -> 100 + 10 * (second % 40)).rises()).isFalse();
	}

	@Test
	void aSawtoothHasTheSlopeOfItsFloor() {
		assertThat(trend((second) -> 100 + 10 * (second % 10)).line().slope()).isZero();
	}

	@Test
	void theLineLiesInTimeWhereTheSeriesDoes() {
		Trend trend = trend((second) -> 100 + 0.01 * second);
		double begin = Duration.between(Time.START, trend.from()).toSeconds();
		assertThat(begin).isBetween(0.0, HOUR / 20.0);
		assertThat(begin + trend.seconds()).isBetween(HOUR * 0.95, HOUR * 1.0);
		assertThat(trend.start()).isCloseTo(100 + 0.01 * begin, within(1.0));
	}

	@Test
	void aStepIsNoRise() {
		assertThat(trend((second) -> (second < HOUR / 2) ? 100 : 200).rises()).isFalse();
	}

	@Test
	void anEarlyStepIsNoRise() {
		assertThat(trend((second) -> (second < HOUR / 6) ? 100 : 200).rises()).isFalse();
	}

	@Test
	void aLateStepIsNoRise() {
		assertThat(trend((second) -> (second < HOUR * 5 / 6) ? 100 : 200).rises()).isFalse();
	}

	@Test
	void aFlatNoisyFloorIsNoRise() {
		for (int seed = 0; seed < 100; seed++) {
			Random random = new Random(seed);
			this.series.clear();
			assertThat(trend((second) -> 100 + 5 * random.nextGaussian()).rises()).as("seed " + seed).isFalse();
		}
	}

	@Test
	void aLinearLeakRises() {
		assertThat(trend((second) -> 100 + 0.01 * second).rises()).isTrue();
	}

	@Test
	void aLinearLeakBelowASawtoothRises() {
		assertThat(trend((second) -> 100 + 0.05 * second + 3 * (second % 40)).rises()).isTrue();
	}

	@Test
	void growthIsThatOfTheLine() {
		Trend trend = trend((second) -> 100 + 0.01 * second);
		assertThat(trend.growth()).isCloseTo(0.01 * trend.seconds(), within(0.1));
		assertThat(trend.end()).isCloseTo(136, within(2.5));
		assertThat(trend.line().slope()).isCloseTo(0.01, within(1e-4));
	}

	@Test
	void aFillThatSaturatesIsNoRise() {
		assertThat(trend((second) -> 200 - 100 * Math.exp(-second / 500.0)).rises()).isFalse();
	}

	@Test
	void aFillThatStopsIsNoRise() {
		assertThat(trend((second) -> 100 + Math.min(second, HOUR / 2)).rises()).isFalse();
	}

	@Test
	void aFallingFloorIsNoRise() {
		assertThat(trend((second) -> 200 - 0.01 * second).rises()).isFalse();
	}

	@Test
	void oneIntervalKeepsItsLeastValue() {
		for (int second = 0; second < 10; second++) {
			this.series.add(Time.at(second), 100 - second);
		}
		assertThat(this.series.size()).isOne();
	}

	@Test
	void fewPointsHaveNoTrend() {
		fill(0, 40, (second) -> second);
		assertThat(this.series.since(Time.START)).isNull();
	}

	@Test
	void anEmptySeriesHasNoTrend() {
		assertThat(this.series.since(Time.START)).isNull();
	}

	@Test
	void valuesBeforeTheMomentDoNotCount() {
		fill(0, HOUR, (second) -> second);
		fill(HOUR, 2 * HOUR, (second) -> HOUR);
		Trend trend = this.series.since(Time.at(HOUR + 10));
		assertThat(trend).isNotNull();
		assertThat(trend.line().slope()).isZero();
	}

	@Test
	void aMomentInTheFutureHasNoTrend() {
		fill(0, HOUR, (second) -> second);
		assertThat(this.series.since(Time.at(2 * HOUR))).isNull();
	}

	@Test
	void aClockThatStepsBackStartsAgain() {
		fill(HOUR, 2 * HOUR, (second) -> second);
		this.series.add(Time.at(0), 7);
		assertThat(this.series.size()).isOne();
	}

	@Test
	void aClockThatTremblesLosesNothing() {
		fill(0, 60, (second) -> second);
		this.series.add(Time.at(49), 7);
		assertThat(this.series.size()).isEqualTo(6);
	}

	@Test
	void aGapInALeakStillRises() {
		fill(0, HOUR / 3, (second) -> 100 + 0.01 * second);
		fill(HOUR * 2 / 3, HOUR, (second) -> 100 + 0.01 * second);
		Trend trend = this.series.since(Time.START);
		assertThat(trend).isNotNull();
		assertThat(trend.rises()).isTrue();
		assertThat(trend.line().slope()).isCloseTo(0.01, within(1e-4));
	}

	@Test
	void aJumpOfTheClockIsNoRise() {
		fill(0, HOUR, (second) -> 100);
		fill(30 * HOUR, 31 * HOUR, (second) -> 120);
		Trend trend = this.series.since(Time.START);
		assertThat(trend == null || !trend.rises()).isTrue();
	}

	@Test
	void keepsABoundedNumberOfIntervals() {
		fill(0, 20L * FloorSeries.MAX_BINS, (second) -> second);
		assertThat(this.series.size()).isEqualTo(FloorSeries.MAX_BINS);
	}

	@Test
	void aSessionThatOutlivesTheIntervalsKeepsItsTrend() {
		long end = 100L * FloorSeries.MAX_BINS;
		fill(0, end, (second) -> 100 + 0.01 * second);
		Trend trend = this.series.since(Time.START);
		assertThat(trend).isNotNull();
		assertThat(trend.line().slope()).isCloseTo(0.01, within(1e-4));
		assertThat(trend.end()).isCloseTo(100 + 0.01 * end, within(20.0));
	}

	private Trend trend(LongToDoubleFunction value) {
		fill(0, HOUR, value);
		Trend trend = this.series.since(Time.START);
		assertThat(trend).isNotNull();
		return trend;
	}

	private void fill(long from, long to, LongToDoubleFunction value) {
		for (long second = from; second < to; second++) {
			this.series.add(Time.at(second), value.applyAsDouble(second));
		}
	}

}
