package io.memprof.allocation;

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * One request, job or message under way: adds up the bytes that a thread allocated while
 * a scope of it was open there.
 *
 * <pre>
 * thread 31  ──[ open    [ open again ]   ]───────
 * counted       ^^^^^^^^^^^^^^^^^^^^^^^^^
 * </pre>
 *
 * Exact, as the JVM counts each byte of the running thread, and inclusive: what other
 * executions allocate within it counts here too. Scopes may be open on several threads at
 * once; each method is called on the thread that it is about. Work that is done without a
 * scope is not seen.
 */
public final class Execution {

	/** Threads with an open scope; more are a fault of the application. */
	private static final int MOST_THREADS = 64;

	private final LongSupplier bytesOfThread;

	private final OperationSums sums;

	private @Nullable Open open;

	private long bytes;

	private @Nullable WhyUnmeasured unmeasured;

	private boolean ended;

	Execution(LongSupplier bytesOfThread, OperationSums sums) {
		this.bytesOfThread = bytesOfThread;
		this.sums = sums;
	}

	/**
	 * A scope opened on this thread.
	 */
	public synchronized void opened() {
		long thread = Thread.currentThread().getId();
		Open here = find(thread);
		if (this.ended) {
			return;
		}
		if (here != null) {
			here.depth++;
			return;
		}
		if (this.open != null && this.open.rank >= MOST_THREADS) {
			unmeasured(WhyUnmeasured.LEFT_OPEN);
			return;
		}
		Open opened = new Open(thread, this.open);
		this.open = opened;
		// last, so that what it takes to measure is not measured
		opened.since = this.bytesOfThread.getAsLong();
	}

	/**
	 * A scope closed on this thread. When it had been opened on another one, nobody can
	 * tell what was allocated in it.
	 */
	public synchronized void closed() {
		long now = this.bytesOfThread.getAsLong();
		Open here = find(Thread.currentThread().getId());
		if (here == null) {
			if (this.open != null) {
				unmeasured(WhyUnmeasured.CLOSED_ELSEWHERE);
			}
		}
		else if (--here.depth == 0) {
			leave(here, now);
		}
	}

	/**
	 * No scope is open on this thread any more.
	 */
	public synchronized void reset() {
		long now = this.bytesOfThread.getAsLong();
		Open here = find(Thread.currentThread().getId());
		if (here != null) {
			leave(here, now);
		}
	}

	/**
	 * Ends it: what is still open on this thread counts up to now.
	 * @return the bytes, or a negative number when they are not known
	 */
	synchronized long end() {
		reset();
		if (this.open != null) {
			unmeasured(WhyUnmeasured.LEFT_OPEN);
		}
		this.ended = true;
		this.open = null;
		return (this.unmeasured == null) ? this.bytes : -1;
	}

	/** Why the bytes are not known, or {@code null} when they are. */
	synchronized @Nullable WhyUnmeasured unmeasured() {
		return this.unmeasured;
	}

	OperationSums sums() {
		return this.sums;
	}

	private @Nullable Open find(long thread) {
		Open candidate = this.open;
		while (candidate != null && candidate.thread != thread) {
			candidate = candidate.next;
		}
		return candidate;
	}

	private void leave(Open left, long now) {
		if (left.since < 0 || now < 0) {
			unmeasured(WhyUnmeasured.NOT_COUNTED);
		}
		else {
			this.bytes += now - left.since;
		}
		if (this.open == left) {
			this.open = left.next;
			return;
		}
		for (Open before = this.open; before != null; before = before.next) {
			if (before.next == left) {
				before.next = left.next;
			}
		}
	}

	/** The first reason stays. */
	private void unmeasured(WhyUnmeasured why) {
		if (this.unmeasured == null) {
			this.unmeasured = why;
		}
	}

	/** What is open on one thread. */
	private static final class Open {

		private final long thread;

		private final int rank;

		private @Nullable Open next;

		private long since;

		private int depth = 1;

		Open(long thread, @Nullable Open next) {
			this.thread = thread;
			this.rank = (next != null) ? next.rank + 1 : 1;
			this.next = next;
		}

	}

}
