package io.memprof.benchmarks.corpus.healthy;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * An executor with a queue of fixed capacity that is full most of the time; the caller
 * works then.
 */
@Load(perSecond = 200, churn = 40)
public final class FullBoundedQueue implements Program {

	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES,
			new ArrayBlockingQueue<>(1_000), new ThreadPoolExecutor.CallerRunsPolicy());

	@Override
	public void serve(long millis) {
		this.workers.execute(new Thumbnail(new byte[20_000]));
	}

	private record Thumbnail(byte[] pixels) implements Runnable {

		@Override
		public void run() {
			try {
				Thread.sleep(12);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
