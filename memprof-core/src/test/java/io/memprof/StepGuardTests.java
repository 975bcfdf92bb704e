package io.memprof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.memprof.report.BackOff;
import io.memprof.report.Cost;
import io.memprof.report.CostCeiling;
import io.memprof.report.OwnUse;
import io.memprof.telemetry.LogLines;
import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StepGuardTests {

	private static final StepGuard.Held HELD = new StepGuard.Held(0, Reading.of(0));

	private static final OwnUse NO_USE = new OwnUse(0L, Reading.of(0), null, null, Duration.ZERO);

	private static final CostCeiling CEILING = CostCeiling.OF_A_SERVICE;

	private static final BackOff NOTHING = new BackOff(BackOff.Level.NONE, Instant.EPOCH, "");

	private final StepGuard steps = new StepGuard();

	@Test
	void aFailingStepIsLoggedOnceAndCountedEveryTime() {
		try (LogLines lines = new LogLines()) {
			for (int i = 0; i < 3; i++) {
				this.steps.run(ProfilingStep.JUDGE, () -> {
					throw new IllegalStateException("no verdict today");
				});
			}
			assertThat(lines.all()).singleElement().asString().startsWith("WARN memprof: step JUDGE failed");
		}
		assertThat(cost().stepFailures()).isEqualTo(3);
	}

	@Test
	void eachStepHasALogLineOfItsOwn() {
		try (LogLines lines = new LogLines()) {
			fail(ProfilingStep.JUDGE);
			fail(ProfilingStep.PUBLISH);
			assertThat(lines.all()).hasSize(2);
		}
	}

	@Test
	void errorsThatAreNoFaultOfTheJvmAreCaughtToo() {
		this.steps.run(ProfilingStep.PUBLISH, () -> {
			throw new AssertionError("a listener with assertions");
		});
		this.steps.run(ProfilingStep.PUBLISH, () -> {
			throw new NoClassDefFoundError("io/gone");
		});
		assertThat(cost().stepFailures()).isEqualTo(2);
	}

	@Test
	void whenMemoryRunsOutItOnlyCounts() {
		try (LogLines lines = new LogLines()) {
			this.steps.run(ProfilingStep.SNAPSHOT, () -> {
				throw new OutOfMemoryError("heap");
			});
			assertThat(lines.all()).isEmpty();
		}
		assertThat(cost().stepFailures()).isOne();
	}

	@Test
	void anInterruptIsKeptAndIsNoFailure() {
		this.steps.run(ProfilingStep.JUDGE, () -> {
			throw new InterruptedException();
		});
		assertThat(Thread.interrupted()).isTrue();
		assertThat(cost().stepFailures()).isZero();
	}

	@Test
	void aTickWithFailuresIsCountedOnce() {
		tick(ProfilingStep.SNAPSHOT, ProfilingStep.PUBLISH);
		tick();
		assertThat(cost().ticks()).isEqualTo(2);
		assertThat(cost().ticksSkipped()).isOne();
	}

	@Test
	void aNewSessionCountsFromZeroButDoesNotLogAgain() {
		try (LogLines lines = new LogLines()) {
			tick(ProfilingStep.JUDGE);
			this.steps.reset();
			assertThat(cost()).usingRecursiveComparison()
				.isEqualTo(new StepGuard().cost(HELD, NO_USE, Duration.ZERO, 0, CEILING, NOTHING));
			assertThat(this.steps.used()).isEqualTo(ThreadUse.NONE);
			tick(ProfilingStep.JUDGE);
			assertThat(lines.all()).hasSize(1);
		}
	}

	@Test
	void countsWhatTicksUse() {
		long begin = this.steps.beginTick();
		byte[] garbage = new byte[1 << 20];
		this.steps.endTick(begin);
		assertThat(this.steps.used().allocatedBytes()).isGreaterThanOrEqualTo(garbage.length);
	}

	@Test
	void countsEveryFailureOfSeveralThreads() throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> {
				for (int k = 0; k < 1_000; k++) {
					fail(ProfilingStep.PUBLISH);
				}
			});
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(cost().stepFailures()).isEqualTo(4_000);
	}

	private void tick(ProfilingStep... failing) {
		long begin = this.steps.beginTick();
		for (ProfilingStep step : failing) {
			fail(step);
		}
		this.steps.endTick(begin);
	}

	private void fail(ProfilingStep step) {
		this.steps.run(step, () -> {
			throw new IllegalStateException("asked to");
		});
	}

	private Cost cost() {
		return this.steps.cost(HELD, NO_USE, Duration.ZERO, 0, CEILING, NOTHING);
	}

}
