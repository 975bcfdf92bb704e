package io.memprof.benchmarks.corpus.leaking;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Each call schedules its timeout and cancels it when the answer comes. A cancelled task
 * forgets what it was to do, but stays in the queue until its hour has come.
 */
@Load(perSecond = 250)
@Leaks(what = "ScheduledFutureTask", who = { "DelayedWorkQueue", "ScheduledThreadPoolExecutor" })
public final class CancelledTimeouts implements Program {

	private final ScheduledThreadPoolExecutor timeouts = new ScheduledThreadPoolExecutor(1);

	@Override
	public void serve(long millis) {
		for (int i = 0; i < 24; i++) {
			Call call = new Call(millis, new byte[200]);
			ScheduledFuture<?> timeout = this.timeouts.schedule(call::fail, 1, TimeUnit.HOURS);
			call.answer();
			timeout.cancel(false);
		}
	}

	private record Call(long id, byte[] request) {

		void answer() {
			this.request[0]++;
		}

		void fail() {
			throw new IllegalStateException("no answer to " + this.id);
		}

	}

}
