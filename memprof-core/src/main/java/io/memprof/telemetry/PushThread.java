package io.memprof.telemetry;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * The daemon thread on which all pushes run, so that no two run at once.
 * <p>
 * There is no thread before {@link #start()}. Safe for several threads.
 */
final class PushThread {

	/** Lets a push that runs into its own timeout report that first. */
	private static final Duration GRACE = Duration.ofMillis(250);

	private final Runnable push;

	private final Duration interval;

	private @Nullable ScheduledThreadPoolExecutor executor;

	private boolean stopped;

	/**
	 * Does not start it.
	 * @param push may block, must not throw
	 * @param interval from the end of one push to the next
	 */
	PushThread(Runnable push, Duration interval) {
		this.push = push;
		this.interval = interval;
	}

	/**
	 * Begins to push, for the first time after one interval. May be called again.
	 */
	synchronized void start() {
		if (this.executor == null && !this.stopped) {
			this.executor = new ScheduledThreadPoolExecutor(1, PushThread::newThread);
			this.executor.setRemoveOnCancelPolicy(true);
			this.executor.scheduleWithFixedDelay(this.push, this.interval.toNanos(), this.interval.toNanos(),
					TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Pushes now and waits until that is done, or the time is over. A push under way is
	 * waited for first.
	 */
	void pushNow(Duration atMost) {
		ScheduledThreadPoolExecutor executor = running();
		if (executor == null) {
			return;
		}
		try {
			Future<?> done = executor.submit(this.push);
			try {
				done.get(atMost.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
			}
			finally {
				// takes it off the queue when it has not begun
				done.cancel(false);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | ExecutionException | RejectedExecutionException ex) {
			// the push reports itself; one that did not begin has nothing to report
		}
	}

	/**
	 * Ends the thread once the push under way ends. May be called again.
	 */
	synchronized void stop() {
		this.stopped = true;
		if (this.executor != null) {
			this.executor.shutdownNow();
		}
	}

	private synchronized @Nullable ScheduledThreadPoolExecutor running() {
		return this.executor;
	}

	private static Thread newThread(Runnable work) {
		Thread thread = new Thread(work, "memprof-otlp-push");
		thread.setDaemon(true);
		return thread;
	}

}
