package io.memprof;

import java.time.Duration;
import java.time.Instant;

import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UseWindowTests {

	private final UseWindow window = new UseWindow();

	@Test
	void sharesAreOfTheLastFiveMinutes() {
		for (int second = 0; second <= 3_600; second += 5) {
			boolean late = second > 1_800;
			add(second, second * (late ? 10L : 500L), second * 1_000L, second * 4_000L);
		}
		assertThat(this.window.over()).isBetween(Duration.ofSeconds(295), Duration.ofSeconds(305));
		assertThat(this.window.cpuShare()).isEqualTo(0.01);
		assertThat(this.window.allocationShare()).isEqualTo(0.25);
	}

	@Test
	void aFewSecondsSayNothing() {
		add(0, 0, 0, 0);
		add(9, 9_000, 9, 9);
		assertThat(this.window.cpuShare()).isNull();
		assertThat(this.window.allocationShare()).isNull();
	}

	@Test
	void ticksInQuickSuccessionAreSeenAtOnce() {
		add(0, 0, 0, 0);
		add(10, 0, 0, 0);
		this.window.add(Instant.EPOCH.plusMillis(10_100), new ThreadUse(101_000_000, 0), Reading.of(1));
		assertThat(this.window.cpuShare()).isEqualTo(0.01);
	}

	@Test
	void whereTheJvmDoesNotCountAllocationThereIsNoShareOfIt() {
		Reading unknown = Reading.unavailable("not counted");
		this.window.add(Instant.EPOCH, ThreadUse.NONE, unknown);
		this.window.add(Instant.EPOCH.plusSeconds(20), new ThreadUse(1, 1), unknown);
		assertThat(this.window.allocationShare()).isNull();
	}

	private void add(long second, long cpuMillis, long ownBytes, long jvmBytes) {
		this.window.add(Instant.EPOCH.plusSeconds(second), new ThreadUse(cpuMillis * 1_000_000, ownBytes),
				Reading.of(jvmBytes));
	}

}
