package io.memprof.benchmarks.corpus.healthy;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * A cached thread pool that grows with each rush and shrinks after it.
 */
@Load(perSecond = 40)
public final class ThreadsForRushHours implements Program {

	private static final long HALF_MILLIS = 12_000;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, 200, 4, TimeUnit.SECONDS,
			new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());

	@Override
	public void serve(long millis) {
		long patience = (millis / HALF_MILLIS % 2 == 0) ? 1_500 : 50;
		this.threads.execute(() -> call(patience));
	}

	private static void call(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
