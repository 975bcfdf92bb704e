package io.memprof.leak;

import java.time.Duration;
import java.util.function.LongToDoubleFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Windows of 2, 4, 8, 16, 32 and 72 minutes. */
class FloorTrendsTests {

	private static final long HOUR = 3600;

	@Test
	void aYoungProcessHasOneWindowOfAllThereIs() {
		assertThat(until(100, (second) -> 100).windows()).singleElement()
			.satisfies((trend) -> assertThat(trend.seconds()).isCloseTo(70, within(6.0)));
	}

	@Test
	void windowsComeWithTime() {
		assertThat(until(HOUR / 2, (second) -> 100).windows()).hasSize(5);
		assertThat(until(2 * HOUR, (second) -> 100).windows()).hasSize(6);
	}

	@Test
	void aFlatFloorRisesInNoWindow() {
		assertThat(until(2 * HOUR, (second) -> 100 + second % 7).rising(0)).isEmpty();
	}

	@Test
	void aSteadyLeakRisesInEveryWindow() {
		FloorTrends trends = until(2 * HOUR, (second) -> 100 + 0.1 * second);
		assertThat(trends.rising(0)).hasSameSizeAs(trends.windows());
	}

	@Test
	void aRiseTooSmallToMatterDoesNotCount() {
		assertThat(until(2 * HOUR, (second) -> 100 + 0.001 * second).rising(20)).isEmpty();
	}

	@Test
	void aLeakThatBeginsLateSpeaksByAShortWindowUndiluted() {
		FloorTrends trends = until(2 * HOUR, (second) -> 100 + 0.1 * Math.max(0, second - 6600));
		FloorSeries.Trend speaking = trends.speaking(0);
		assertThat(speaking).isNotNull();
		assertThat(speaking.seconds()).isLessThan(600);
		assertThat(speaking.line().slope()).isCloseTo(0.1, within(0.01));
	}

	@Test
	void aProcessThatOnceGrewRisesNoMore() {
		FloorTrends trends = until(4 * HOUR, (second) -> 100 + Math.min(second, HOUR));
		assertThat(trends.rising(0)).isEmpty();
	}

	@Test
	void aSlowNoisyLeakSpeaksByALongWindow() {
		FloorTrends trends = until(2 * HOUR, (second) -> 100 + 0.002 * second + second * 7919 % 13);
		FloorSeries.Trend speaking = trends.speaking(10);
		assertThat(speaking).isNotNull();
		assertThat(speaking.seconds()).isGreaterThan(4000);
	}

	@Test
	void whereNothingRisesTheLongestWindowSpeaks() {
		FloorTrends trends = until(2 * HOUR, (second) -> 100);
		assertThat(trends.speaking(0)).isEqualTo(trends.longest());
	}

	@Test
	void withoutCollectionsNothingSpeaks() {
		assertThat(until(0, (second) -> 100).speaking(0)).isNull();
	}

	@Test
	void anHourWithoutCollectionsLeavesTheLongWindows() {
		FloorSeries floor = new FloorSeries(Duration.ofSeconds(2));
		for (long second = 0; second < HOUR; second++) {
			floor.add(Time.at(second), 100);
		}
		FloorTrends trends = FloorTrends.of(floor, Time.settled(), Time.at(2 * HOUR), Time.WINDOWS.floors());
		assertThat(trends.windows()).singleElement().satisfies((trend) -> assertThat(trend.line().slope()).isZero());
	}

	private static FloorTrends until(long end, LongToDoubleFunction value) {
		FloorSeries floor = new FloorSeries(Duration.ofSeconds(2));
		for (long second = 0; second < end; second++) {
			floor.add(Time.at(second), value.applyAsDouble(second));
		}
		return FloorTrends.of(floor, Time.settled(), Time.at(end), Time.WINDOWS.floors());
	}

}
