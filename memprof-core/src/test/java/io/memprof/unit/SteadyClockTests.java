package io.memprof.unit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyClockTests {

	private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private Instant wall = BEGIN;

	private final SteadyClock clock = new SteadyClock(() -> this.wall, this.nanos::get);

	@Test
	void beginsWithTheWallClock() {
		assertThat(this.clock.instant()).isEqualTo(BEGIN);
	}

	@Test
	void goesOnWithTheMonotonicClock() {
		this.nanos.addAndGet(Duration.ofSeconds(90).toNanos());
		assertThat(this.clock.instant()).isEqualTo(BEGIN.plusSeconds(90));
	}

	@Test
	void aWallClockThatStepsBackMovesNothing() {
		this.wall = BEGIN.minusSeconds(3600);
		this.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
		assertThat(this.clock.instant()).isEqualTo(BEGIN.plusSeconds(5));
	}

	@Test
	void aWallClockThatJumpsAheadMovesNothing() {
		this.wall = BEGIN.plusSeconds(3600);
		this.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
		assertThat(this.clock.instant()).isEqualTo(BEGIN.plusSeconds(5));
	}

	@Test
	void inAnotherZoneItIsTheSameTime() {
		ZoneId tokyo = ZoneId.of("Asia/Tokyo");
		this.nanos.addAndGet(1_000);
		assertThat(this.clock.withZone(tokyo).getZone()).isEqualTo(tokyo);
		assertThat(this.clock.withZone(tokyo).instant()).isEqualTo(this.clock.instant());
	}

}
