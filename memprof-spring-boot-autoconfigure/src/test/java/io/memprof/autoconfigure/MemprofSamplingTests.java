package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class MemprofSamplingTests {

	private final Ticks ticks = new Ticks();

	private final MemprofSampling sampling = new MemprofSampling(this.ticks, Duration.ofMillis(20),
			() -> "memprof runs");

	@AfterEach
	void stop() {
		this.sampling.stop();
	}

	@Test
	void ticksOnItsOwnDaemonThread() throws Exception {
		this.sampling.start();
		assertThat(this.ticks.twice.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(this.ticks.thread.getName()).startsWith("memprof-sampler-");
		assertThat(this.ticks.thread.isDaemon()).isTrue();
	}

	@Test
	void announcesItselfOnce(CapturedOutput output) {
		this.sampling.start();
		this.sampling.start();
		assertThat(output.getAll().lines().filter((line) -> line.contains("memprof runs"))).hasSize(1);
	}

	@Test
	void stopEndsTheThreadAfterTheRunningTickThenStopsTheProfiler() throws Exception {
		this.sampling.start();
		assertThat(this.ticks.twice.await(5, TimeUnit.SECONDS)).isTrue();
		this.sampling.stop();
		assertThat(Fixtures.within(Duration.ofSeconds(1), () -> !this.ticks.thread.isAlive())).isTrue();
		assertThat(this.ticks.stops).hasValue(1);
		assertThat(this.sampling.isRunning()).isFalse();
		assertThat(this.sampling.getScheduledTasks()).isEmpty();
		this.sampling.stop();
		assertThat(this.ticks.stops).hasValue(1);
	}

	@Test
	void startsAgain() throws Exception {
		this.sampling.start();
		this.sampling.stop();
		int before = this.ticks.count.get();
		this.sampling.start();
		assertThat(Fixtures.within(Duration.ofSeconds(5), () -> this.ticks.count.get() > before)).isTrue();
		assertThat(this.sampling.getScheduledTasks()).hasSize(1);
	}

	@Test
	void tickThatThrowsIsLoggedOnceAndSamplingGoesOn(CapturedOutput output) throws Exception {
		this.ticks.failing = true;
		this.sampling.start();
		assertThat(Fixtures.within(Duration.ofSeconds(5), () -> this.ticks.count.get() > 2)).isTrue();
		assertThat(output.getAll().split("A memprof tick failed", -1)).hasSize(2);
	}

	@Test
	void workRunsOnTheSameThread() throws Exception {
		this.sampling.start();
		CountDownLatch done = new CountDownLatch(1);
		String[] name = new String[1];
		this.sampling.execute(() -> {
			name[0] = Thread.currentThread().getName();
			done.countDown();
		});
		assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(name[0]).startsWith("memprof-sampler-");
	}

	@Test
	void workIsRejectedWhileStopped() {
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.sampling.execute(() -> {
		}));
	}

	private static final class Ticks implements Sampled {

		private final CountDownLatch twice = new CountDownLatch(2);

		private final AtomicInteger count = new AtomicInteger();

		private final AtomicInteger stops = new AtomicInteger();

		private volatile Thread thread;

		private volatile boolean failing;

		@Override
		public void start() {
		}

		@Override
		public void tick() {
			this.thread = Thread.currentThread();
			this.count.incrementAndGet();
			this.twice.countDown();
			if (this.failing) {
				throw new IllegalStateException("on purpose");
			}
		}

		@Override
		public void stop() {
			this.stops.incrementAndGet();
		}

	}

}
