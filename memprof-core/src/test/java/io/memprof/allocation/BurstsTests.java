package io.memprof.allocation;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BurstsTests {

	private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

	private final Bursts bursts = new Bursts();

	@Test
	void aSampleRightAfterAnotherOfItsThreadIsOfTheSameBurst() {
		assertThat(this.bursts.isFirst(1, START)).isTrue();
		assertThat(this.bursts.isFirst(1, START.plusMillis(2))).isFalse();
	}

	@Test
	void aSampleAfterAGapBeginsABurst() {
		this.bursts.isFirst(1, START);
		assertThat(this.bursts.isFirst(1, START.plusMillis(90))).isTrue();
	}

	@Test
	void threadsHaveBurstsOfTheirOwn() {
		this.bursts.isFirst(1, START);
		assertThat(this.bursts.isFirst(2, START.plusMillis(2))).isTrue();
	}

}
