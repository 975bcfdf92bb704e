package io.memprof.telemetry;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpFailuresTests {

	private final Instant now = Instant.parse("2026-11-22T10:00:00Z");

	@Test
	void readsSeconds() {
		assertThat(HttpFailures.retryAfter("30", this.now)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void readsADate() {
		assertThat(HttpFailures.retryAfter("Sun, 22 Nov 2026 10:01:30 GMT", this.now))
			.isEqualTo(Duration.ofSeconds(90));
	}

	@Test
	void cutsALongWish() {
		assertThat(HttpFailures.retryAfter("999999999", this.now)).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void ignoresWhatItCannotRead() {
		assertThat(HttpFailures.retryAfter("soon", this.now)).isNull();
		assertThat(HttpFailures.retryAfter(null, this.now)).isNull();
	}

}
