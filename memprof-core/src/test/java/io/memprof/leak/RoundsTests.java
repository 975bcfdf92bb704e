package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoundsTests {

	private static final Instant REAL = Instant.parse("2026-11-22T10:00:00Z");

	private final Rounds rounds = new Rounds(Time.START);

	@Test
	void countsEachRoundAsASecondHoweverLongItTook() {
		round(0, 100);
		round(1_000, 5_000);
		assertThat(this.rounds.now()).isEqualTo(Time.START.plusSeconds(2));
		assertThat(this.rounds.at(real(50))).isEqualTo(Time.START.plusMillis(500));
		assertThat(this.rounds.at(real(2_000))).isEqualTo(Time.START.plusMillis(1_250));
	}

	@Test
	void putsWhatLiesBetweenTwoRoundsAtTheEndOfTheFirst() {
		round(0, 100);
		round(1_000, 1_100);
		assertThat(this.rounds.at(real(500))).isBetween(Time.START.plusMillis(999), Time.START.plusMillis(1_000));
	}

	@Test
	void putsWhatLiesBeforeTheFirstRoundBeforeTheStart() {
		round(1_000, 1_100);
		assertThat(this.rounds.at(real(0))).isBefore(this.rounds.start());
	}

	private void round(long beginMillis, long endMillis) {
		this.rounds.begin(real(beginMillis));
		this.rounds.end(real(endMillis));
	}

	private static Instant real(long millis) {
		return REAL.plus(Duration.ofMillis(millis));
	}

}
