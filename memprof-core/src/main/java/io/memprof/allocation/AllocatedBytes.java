package io.memprof.allocation;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own count of bytes allocated since it started.
 * <p>
 * From JDK 21, and in later updates of JDK 17, it is
 * {@code getTotalThreadAllocatedBytes()}: exact, ended and virtual threads included
 * (JDK-8304074). Before, it is the sum over the live platform threads plus what ended
 * threads had allocated when last seen, so it misses what a thread allocated between the
 * last call and its end.
 */
final class AllocatedBytes {

	private AllocatedBytes() {
	}

	/**
	 * A supplier of the count in bytes, never decreasing, for one calling thread; or
	 * {@code null} on a JVM that does not count.
	 */
	static @Nullable LongSupplier ofThisJvm() {
		ThreadMXBean threads = countingThreads();
		if (threads == null) {
			return null;
		}
		try {
			Method total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
			return () -> invoke(total, threads);
		}
		catch (NoSuchMethodException ex) {
			return new SumOverThreads(threads);
		}
	}

	/**
	 * Bytes allocated so far by each live platform thread, by its id; empty on a JVM that
	 * does not count.
	 */
	static Map<Long, Long> byThread() {
		Map<Long, Long> byThread = new HashMap<>();
		ThreadMXBean threads = countingThreads();
		if (threads != null) {
			long[] ids = threads.getAllThreadIds();
			long[] bytes = threads.getThreadAllocatedBytes(ids);
			for (int i = 0; i < ids.length; i++) {
				byThread.put(ids[i], Math.max(0, bytes[i]));
			}
		}
		return byThread;
	}

	/**
	 * A supplier of the bytes allocated so far by the thread that calls it, exact; or
	 * {@code null} on a JVM that does not count. Negative on a virtual thread.
	 */
	static @Nullable LongSupplier ofCurrentThread() {
		ThreadMXBean threads = countingThreads();
		return (threads != null) ? threads::getCurrentThreadAllocatedBytes : null;
	}

	private static @Nullable ThreadMXBean countingThreads() {
		boolean counts = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
				&& threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled();
		return counts ? (ThreadMXBean) ManagementFactory.getThreadMXBean() : null;
	}

	private static long invoke(Method method, ThreadMXBean threads) {
		try {
			return (long) method.invoke(threads);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("the JVM's count of allocated bytes cannot be read", ex);
		}
	}

	/**
	 * Adds up what each live thread allocated since the last call.
	 */
	static final class SumOverThreads implements LongSupplier {

		private final ThreadMXBean threads;

		private long[] ids = {};

		private long[] bytes = {};

		private long total;

		SumOverThreads(ThreadMXBean threads) {
			this.threads = threads;
		}

		@Override
		public long getAsLong() {
			long[] nowIds = this.threads.getAllThreadIds();
			Arrays.sort(nowIds);
			long[] nowBytes = this.threads.getThreadAllocatedBytes(nowIds);
			for (int now = 0, before = 0; now < nowIds.length; now++) {
				while (before < this.ids.length && this.ids[before] < nowIds[now]) {
					before++;
				}
				boolean known = before < this.ids.length && this.ids[before] == nowIds[now];
				this.total += Math.max(0, nowBytes[now] - (known ? this.bytes[before] : 0));
				if (known && nowBytes[now] < 0) {
					nowBytes[now] = this.bytes[before];
				}
			}
			this.ids = nowIds;
			this.bytes = nowBytes;
			return this.total;
		}

	}

}
