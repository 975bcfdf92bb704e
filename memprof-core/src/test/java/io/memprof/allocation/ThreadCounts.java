package io.memprof.allocation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What a JVM would count of each thread, by hand.
 */
final class ThreadCounts implements LongSupplier {

	private final Map<Thread, Long> byThread = new ConcurrentHashMap<>();

	/** This thread allocates. */
	void allocate(long bytes) {
		this.byThread.merge(Thread.currentThread(), bytes, Long::sum);
	}

	/** This thread is not counted. */
	void countNothing() {
		this.byThread.put(Thread.currentThread(), -1L);
	}

	@Override
	public long getAsLong() {
		return this.byThread.getOrDefault(Thread.currentThread(), 0L);
	}

	/** Runs work on a thread of its own, to its end. */
	static void elsewhere(Runnable work) {
		Thread thread = new Thread(work);
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
