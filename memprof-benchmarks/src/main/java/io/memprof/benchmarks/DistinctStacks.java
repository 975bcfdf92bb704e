package io.memprof.benchmarks;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that allocates below stacks that differ, as fast as it can or at a pace: each
 * bit of a counter decides which of two methods calls on, so a depth of 20 gives a
 * million stacks.
 */
public final class DistinctStacks implements Runnable {

	private static final int BYTES = 4_000;

	private static final int PAUSES_PER_SECOND = 100;

	private final int depth;

	/** Allocations between two pauses, 0 without any. */
	private final int betweenPauses;

	private final Thread thread = new Thread(this, "load");

	/** Keeps the allocation from being compiled away. */
	private final AtomicReference<byte[]> last = new AtomicReference<>();

	private volatile boolean stopped;

	private volatile long stacks;

	/**
	 * A load as fast as it can.
	 * @param depth calls below each other, and bits of the counter
	 */
	public DistinctStacks(int depth) {
		this(depth, 0);
	}

	/**
	 * A load that is paced.
	 * @param bytesPerSecond that it allocates at most, or 0 for no limit
	 */
	DistinctStacks(int depth, long bytesPerSecond) {
		this.depth = depth;
		this.betweenPauses = (int) (bytesPerSecond / BYTES / PAUSES_PER_SECOND);
		this.thread.setDaemon(true);
	}

	public void start() {
		this.thread.start();
	}

	/**
	 * Ends the load and waits for its thread.
	 */
	public void stop() throws InterruptedException {
		this.stopped = true;
		this.thread.join();
		this.last.set(new byte[0]);
	}

	/** Stacks allocated from so far, each 2^depth of them distinct. */
	long stacks() {
		return this.stacks;
	}

	@Override
	public void run() {
		for (long path = 0; !this.stopped; path++) {
			descend(path, this.depth);
			this.stacks = path + 1;
			if (this.betweenPauses > 0 && path % this.betweenPauses == 0) {
				LockSupport.parkNanos(1_000_000_000L / PAUSES_PER_SECOND);
			}
		}
	}

	private void descend(long path, int levels) {
		if (levels == 0) {
			this.last.set(new byte[BYTES]);
		}
		else if ((path & 1) == 0) {
			left(path >> 1, levels - 1);
		}
		else {
			right(path >> 1, levels - 1);
		}
	}

	private void left(long path, int levels) {
		descend(path, levels);
	}

	private void right(long path, int levels) {
		descend(path, levels);
	}

}
