package io.memprof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.memprof.report.Cost;
import io.memprof.telemetry.LogLines;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StepGuardTests {

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
			assertThat(cost()).isEqualTo(new Cost(0, 0, 0, 0, 0, 0, 0, 0, 0));
			tick(ProfilingStep.JUDGE);
			assertThat(lines.all()).hasSize(1);
		}
	}

	@Test
	void addsTheDeliveryOfEventsToItsCpuTime() {
		assertThat(this.steps.cost(0, 3_000_000_000L, Duration.ZERO, 0).cpuMillis()).isEqualTo(3_000);
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
		return this.steps.cost(0, 0, Duration.ZERO, 0);
	}

}
