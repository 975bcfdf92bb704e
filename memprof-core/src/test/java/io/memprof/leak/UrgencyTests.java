package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.snapshot.TrendLine;
import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** At the default warm-up of ten minutes, with a heap of 1000 bytes. */
class UrgencyTests {

	private static final Reading NONE = Reading.unavailable("not in this test");

	private static final Windows WINDOWS = new Windows(Duration.ofMinutes(10), Duration.ofMinutes(1));

	private static final MemorySnapshot HEAP = snapshot(Reading.of(1000), NONE, NONE);

	private static final double HOURS = 3600;

	@Test
	void itTakesWhatRoomThereIs() {
		assertThat(Urgency.seconds(rise(500, 100, 1), HEAP)).isCloseTo(5 * HOURS, within(1.0));
	}

	@Test
	void theContainerMayBindFirst() {
		assertThat(Urgency.seconds(rise(500, 100, 1), snapshot(Reading.of(1000), Reading.of(900), Reading.of(800))))
			.isCloseTo(HOURS, within(1.0));
	}

	@Test
	void withoutALimitThereIsNone() {
		assertThat(Urgency.seconds(rise(500, 100, 1), snapshot(NONE, NONE, NONE))).isInfinite();
	}

	@Test
	void withoutARiseThereIsNone() {
		assertThat(Urgency.seconds(null, HEAP)).isInfinite();
		assertThat(Urgency.seconds(rise(500, 0, 1), HEAP)).isInfinite();
	}

	@Test
	void whatFillsTheHeapWithinAnHourPressesAtOnce() {
		assertThat(suspected(rise(500, 510, 0.2), 1)).isTrue();
	}

	@Test
	void whatFillsTheHeapWithinAnHourPressesBeforeItsRiseIsProven() {
		FloorSeries.Trend doubtful = new FloorSeries.Trend(Instant.EPOCH, new TrendLine(0.2, -0.1, 0.5, 300), 0, false,
				300, 500, 60);
		assertThat(suspected(doubtful, 1)).isTrue();
	}

	@Test
	void inATestWhatFillsTheHeapWithinFourHoursPressesAtOnce() {
		Windows seconds = new Windows(Duration.ofSeconds(25), Duration.ofSeconds(5));
		FloorSeries.Trend slow = rise(500, 130, 0.03);
		assertThat(Urgency.suspected(seconds).presses(List.of(slow), 1, seconds, HEAP)).isTrue();
		assertThat(suspected(slow, 1)).isFalse();
	}

	@Test
	void whatHasGrownForATenthOfItsWayDoesNotPressYet() {
		assertThat(suspected(rise(500, 50, 1), 1)).isFalse();
	}

	@Test
	void whatHasGrownForAThirdOfItsWayPresses() {
		assertThat(suspected(rise(500, 50, 5), 1)).isTrue();
	}

	@Test
	void aSmallPartOfTheRiseDoesNotPress() {
		assertThat(suspected(rise(500, 50, 5), 0.2)).isFalse();
	}

	@Test
	void whatTakesTwoDaysPressesAfterHalfADay() {
		assertThat(suspected(rise(500, 12, 12), 1)).isTrue();
	}

	@Test
	void whatTakesAWeekDoesNot() {
		assertThat(suspected(rise(500, 3, 12), 1)).isFalse();
	}

	@Test
	void confirmationWantsMostOfTheWay() {
		assertThat(confirmed(rise(500, 50, 5))).isFalse();
		assertThat(confirmed(rise(800, 50, 9))).isTrue();
	}

	@Test
	void whatFillsTheHeapWithinHalfAnHourIsConfirmed() {
		assertThat(confirmed(rise(800, 500, 0.2))).isTrue();
	}

	@Test
	void twoThirdsFullOfWhatOldCollectionsLeaveIsNear() {
		assertThat(Urgency.isNear(660, HEAP)).isTrue();
		assertThat(Urgency.isNear(600, HEAP)).isFalse();
		assertThat(Urgency.isNear(660, snapshot(NONE, NONE, NONE))).isFalse();
	}

	private static boolean suspected(FloorSeries.Trend trend, double share) {
		return Urgency.suspected(WINDOWS).presses(List.of(trend), share, WINDOWS, HEAP);
	}

	private static boolean confirmed(FloorSeries.Trend trend) {
		return Urgency.CONFIRMED.presses(List.of(trend), 1, WINDOWS, HEAP);
	}

	private static FloorSeries.Trend rise(double to, double perHour, double hours) {
		double slope = perHour / HOURS;
		double from = to - perHour * hours;
		return new FloorSeries.Trend(Instant.EPOCH, new TrendLine(slope, 0.9 * slope, 1.1 * slope, from), slope, true,
				from, to, hours * HOURS);
	}

	private static MemorySnapshot snapshot(Reading heapMax, Reading container, Reading resident) {
		return new MemorySnapshot(Time.START, resident, 1, NONE, NONE, 1, heapMax, LiveHeap.NONE, 0, NONE, NONE, 1, 1,
				container, NONE);
	}

}
