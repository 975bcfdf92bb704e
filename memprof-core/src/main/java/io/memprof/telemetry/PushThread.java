package io.memprof.telemetry;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.memprof.unit.ThreadUse;
import org.jspecify.annotations.Nullable;

/**
 * The daemon thread on which all pushes run, so that no two run at once.
 * <p>
 * There is no thread before {@link #start()}. Safe for several threads.
 */
public final class PushThread {

	/** Lets a push that runs into its own timeout report that first. */
	private static final Duration GRACE = Duration.ofMillis(250);

	private static final AtomicLong CPU_NANOS = new AtomicLong();

	private static final AtomicLong ALLOCATED_BYTES = new AtomicLong();

	private final String name;

	private final Runnable push;

	private final Duration interval;

	private @Nullable ScheduledThreadPoolExecutor executor;

	private boolean stopped;

	/**
	 * Does not start it.
	 * @param name of the thread
	 * @param push may block, must not throw
	 * @param interval from the end of one push to the next
	 */
	public PushThread(String name, Runnable push, Duration interval) {
		this.name = name;
		this.push = () -> counted(push);
		this.interval = interval;
	}

	/**
	 * What all pushes of this JVM have used. Threads that a client library starts for
	 * itself are not in it.
	 */
	public static ThreadUse used() {
		return new ThreadUse(CPU_NANOS.get(), ALLOCATED_BYTES.get());
	}

	/**
	 * Begins to push, for the first time after one interval. May be called again.
	 */
	void start() {
		start(this.interval);
	}

	/**
	 * Begins to push. May be called again.
	 */
	public synchronized void start(Duration firstDelay) {
		if (this.executor == null && !this.stopped) {
			this.executor = new ScheduledThreadPoolExecutor(1, this::newThread);
			this.executor.setRemoveOnCancelPolicy(true);
			this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
			this.executor.scheduleWithFixedDelay(this.push, firstDelay.toNanos(), this.interval.toNanos(),
					TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Pushes now and waits until that is done, or the time is over. A push under way is
	 * waited for first.
	 */
	public void pushNow(Duration atMost) {
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

	/**
	 * Ends the thread once the push under way ends, without an interrupt. May be called
	 * again.
	 */
	public synchronized void finish() {
		this.stopped = true;
		if (this.executor != null) {
			this.executor.shutdown();
		}
	}

	private static void counted(Runnable push) {
		ThreadUse before = ThreadUse.ofCurrentThread();
		try {
			push.run();
		}
		finally {
			ThreadUse used = ThreadUse.ofCurrentThread().minus(before);
			CPU_NANOS.addAndGet(used.cpuNanos());
			ALLOCATED_BYTES.addAndGet(used.allocatedBytes());
		}
	}

	private synchronized @Nullable ScheduledThreadPoolExecutor running() {
		return this.executor;
	}

	private Thread newThread(Runnable work) {
		Thread thread = new Thread(work, this.name);
		thread.setDaemon(true);
		return thread;
	}

}
