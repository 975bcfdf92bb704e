package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of the tests: seconds since a session began, with a warm-up of a minute.
 */
final class Time {

	static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	static final Duration WARM_UP = Duration.ofSeconds(60);

	static final Duration ANALYSIS = Duration.ofSeconds(5);

	static final Windows WINDOWS = new Windows(WARM_UP, ANALYSIS);

	private Time() {
	}

	static Instant at(long second) {
		return START.plusSeconds(second);
	}

	static Instant settled() {
		return START.plus(WINDOWS.settled());
	}

}
