package io.memprof.leak;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads of this JVM. Ids of all are cheap; a look at some of them stops
 * those threads for a moment.
 */
interface HostThreads {

	/**
	 * Ids of the platform threads that live.
	 */
	long[] ids();

	/**
	 * What threads do now. Those that have ended are left out.
	 */
	List<Observed> look(Collection<Long> ids);

	/**
	 * Binary name of the class of the live thread with that name.
	 */
	String classOf(String threadName);

	static HostThreads ofThisJvm() {
		return new OfThisJvm(ManagementFactory.getThreadMXBean());
	}

	/**
	 * What one thread does.
	 *
	 * @param id as JFR tells it too
	 * @param name now; it may have been renamed since it was started
	 * @param state of the thread
	 * @param waits how often it has waited or been blocked: stands still in a thread that
	 * does nothing
	 * @param lock identity of the object that it waits for, or {@code null} when there is
	 * none
	 * @param stack innermost frame first, cut off after some
	 */
	record Observed(long id, String name, Thread.State state, long waits, @Nullable Integer lock,
			List<StackFrame> stack) {

		public Observed {
			stack = List.copyOf(stack);
		}

	}

	/** Reads the thread MXBean. */
	final class OfThisJvm implements HostThreads {

		/** From the wait through the queue and the pool to the code that runs. */
		private static final int DEPTH = 24;

		private final ThreadMXBean threads;

		private OfThisJvm(ThreadMXBean threads) {
			this.threads = threads;
		}

		@Override
		public long[] ids() {
			return this.threads.getAllThreadIds();
		}

		@Override
		public List<Observed> look(Collection<Long> ids) {
			List<Observed> observed = new ArrayList<>();
			for (ThreadInfo info : this.threads.getThreadInfo(ids.stream().mapToLong(Long::longValue).toArray(),
					DEPTH)) {
				if (info != null) {
					observed.add(observed(info));
				}
			}
			return observed;
		}

		/** The MXBean does not tell it, and names are final where ids are not. */
		@Override
		public String classOf(String threadName) {
			ThreadGroup root = Thread.currentThread().getThreadGroup();
			while (root.getParent() != null) {
				root = root.getParent();
			}
			Thread[] all = new Thread[this.threads.getThreadCount() + 64];
			int count = root.enumerate(all);
			for (int i = 0; i < count; i++) {
				if (all[i].getName().equals(threadName)) {
					return all[i].getClass().getName();
				}
			}
			return Thread.class.getName();
		}

		private static Observed observed(ThreadInfo info) {
			LockInfo lock = info.getLockInfo();
			List<StackFrame> stack = Arrays.stream(info.getStackTrace())
				.map((frame) -> new StackFrame(frame.getClassName(), frame.getMethodName(), frame.getLineNumber()))
				.toList();
			return new Observed(info.getThreadId(), info.getThreadName(), info.getThreadState(),
					info.getWaitedCount() + info.getBlockedCount(), (lock != null) ? lock.getIdentityHashCode() : null,
					stack);
		}

	}

}
