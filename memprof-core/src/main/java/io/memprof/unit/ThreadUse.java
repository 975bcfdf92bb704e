package io.memprof.unit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.jspecify.annotations.Nullable;

/**
 * What one or more threads have used, as the JVM counts it. Zero where it does not count:
 * ask {@link #tellsCpu()} and {@link #tellsAllocation()} before saying so.
 *
 * @param cpuNanos processor time in nanoseconds
 * @param allocatedBytes bytes allocated on the heap
 */
public record ThreadUse(long cpuNanos, long allocatedBytes) {

	public static final ThreadUse NONE = new ThreadUse(0, 0);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final com.sun.management.@Nullable ThreadMXBean ALLOCATION = counting();

	/**
	 * What the calling thread has used since it started; of a virtual thread nothing is
	 * known.
	 */
	public static ThreadUse ofCurrentThread() {
		return of(Thread.currentThread().getId());
	}

	/**
	 * What a platform thread has used since it started; nothing when it has ended.
	 * @param thread its id
	 */
	public static ThreadUse of(long thread) {
		long cpu = tellsCpu() ? THREADS.getThreadCpuTime(thread) : 0;
		long allocated = (ALLOCATION != null) ? ALLOCATION.getThreadAllocatedBytes(thread) : 0;
		return new ThreadUse(Math.max(0, cpu), Math.max(0, allocated));
	}

	/**
	 * Whether this JVM counts processor time by thread.
	 */
	public static boolean tellsCpu() {
		return THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();
	}

	/**
	 * Whether this JVM counts allocated bytes by thread.
	 */
	public static boolean tellsAllocation() {
		return ALLOCATION != null;
	}

	public ThreadUse plus(ThreadUse other) {
		return new ThreadUse(this.cpuNanos + other.cpuNanos, this.allocatedBytes + other.allocatedBytes);
	}

	/**
	 * What came since an earlier reading.
	 */
	public ThreadUse minus(ThreadUse earlier) {
		return new ThreadUse(Math.max(0, this.cpuNanos - earlier.cpuNanos),
				Math.max(0, this.allocatedBytes - earlier.allocatedBytes));
	}

	private static com.sun.management.@Nullable ThreadMXBean counting() {
		return (THREADS instanceof com.sun.management.ThreadMXBean threads && threads.isThreadAllocatedMemorySupported()
				&& threads.isThreadAllocatedMemoryEnabled()) ? threads : null;
	}

}
