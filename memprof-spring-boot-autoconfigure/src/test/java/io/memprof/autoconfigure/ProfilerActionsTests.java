package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProfilerActionsTests {

	private final Queue<Runnable> memprofThread = new ArrayDeque<>();

	private final AtomicInteger flushes = new AtomicInteger();

	private final AtomicInteger sessions = new AtomicInteger();

	private final AdjustableClock clock = new AdjustableClock();

	private boolean idle = true;

	private final ProfilerActions actions = new ProfilerActions(this.memprofThread::add, (executor) -> this.idle,
			this.flushes::incrementAndGet, this.sessions::incrementAndGet, this.clock);

	@Test
	void analysisIsAcceptedOrBusy() {
		assertThat(this.actions.run("analysis").status()).isEqualTo(202);
		this.idle = false;
		assertThat(this.actions.run("analysis").status()).isEqualTo(429);
	}

	@Test
	void saysWhenItWasAcceptedByTheClockOfTheReports() {
		assertThat(this.actions.run("analysis").body()).containsEntry("acceptedAt", this.clock.instant().toString());
	}

	@Test
	void flushRunsOnMemprofsThreadOneAtATime() {
		assertThat(this.actions.run("flush").status()).isEqualTo(202);
		assertThat(this.actions.run("flush").status()).isEqualTo(429);
		assertThat(this.flushes).hasValue(0);
		this.memprofThread.remove().run();
		assertThat(this.flushes).hasValue(1);
		assertThat(this.actions.run("flush").status()).isEqualTo(202);
	}

	@Test
	void newSessionRunsOnMemprofsThread() {
		assertThat(this.actions.newSession().status()).isEqualTo(202);
		this.memprofThread.remove().run();
		assertThat(this.sessions).hasValue(1);
	}

	@Test
	void analysisIsNotAskedForTwiceWithinTenSeconds() {
		ProfilerActions paced = this.actions.paced(ActionPace.of(Duration.ofSeconds(60), this.clock));
		assertThat(paced.run("analysis").status()).isEqualTo(202);
		this.clock.advance(Duration.ofMillis(2500));
		Answer tooSoon = paced.run("analysis");
		assertThat(tooSoon.status()).isEqualTo(429);
		assertThat(tooSoon.body()).containsEntry("retryAfterSeconds", 8L)
			.containsEntry("unavailable", "analysis was asked for a moment ago; ask again in 8 s");
		this.clock.advance(Duration.ofMillis(7500));
		assertThat(paced.run("analysis").status()).isEqualTo(202);
	}

	@Test
	void analysisMayBeAskedForAsOftenAsItRunsByItself() {
		ProfilerActions paced = this.actions.paced(ActionPace.of(Duration.ofSeconds(2), this.clock));
		assertThat(paced.run("analysis").status()).isEqualTo(202);
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(paced.run("analysis").status()).isEqualTo(202);
	}

	@Test
	void refusedRequestDoesNotDelayTheNext() {
		ProfilerActions paced = this.actions.paced(ActionPace.of(Duration.ofSeconds(60), this.clock));
		this.idle = false;
		assertThat(paced.run("analysis").status()).isEqualTo(429);
		this.idle = true;
		assertThat(paced.run("analysis").status()).isEqualTo(202);
	}

	@Test
	void flushAndNewSessionWaitASecond() {
		ProfilerActions paced = this.actions.paced(ActionPace.of(Duration.ofSeconds(60), this.clock));
		paced.run("flush");
		paced.newSession();
		this.memprofThread.forEach(Runnable::run);
		assertThat(paced.run("flush").body()).containsEntry("retryAfterSeconds", 1L);
		assertThat(paced.newSession().status()).isEqualTo(429);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(paced.run("flush").status()).isEqualTo(202);
		assertThat(paced.newSession().status()).isEqualTo(202);
	}

	@Test
	void unknownActionNamesThoseThatExist() {
		Answer answer = this.actions.run("explode");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).containsEntry("actions", List.of("analysis", "flush"));
	}

	@Test
	void stoppedSamplingIsUnavailableAndStaysUsable() {
		ProfilerActions stopped = new ProfilerActions((work) -> {
			throw new RejectedExecutionException();
		}, (executor) -> true, this.flushes::incrementAndGet, this.sessions::incrementAndGet, this.clock);
		assertThat(stopped.run("flush").status()).isEqualTo(503);
		assertThat(stopped.run("flush").status()).isEqualTo(503);
	}

}
