package io.memprof.allocation;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventClockTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	@Test
	void countsFromTheMomentAtWhichBothClocksWereSeen() {
		EventClock clock = new EventClock();
		clock.set(NOON, -5_000);
		assertThat(clock.nanoTime(NOON.plusNanos(7_000))).isEqualTo(2_000);
		clock.set(NOON.plusMillis(50), 1_000);
		assertThat(clock.nanoTime(NOON.plusMillis(50))).isEqualTo(1_000);
	}

	@Test
	void knowsNothingBeforeTheFirstEvent() {
		assertThat(new EventClock().nanoTime(NOON)).isNull();
	}

}
