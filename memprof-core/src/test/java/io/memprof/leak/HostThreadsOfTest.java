package io.memprof.leak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * Threads for tests: each lives until it is ended and waits, for ever or with a time
 * limit, for something of its own or shared.
 */
final class HostThreadsOfTest implements HostThreads {

	static final List<StackFrame> IDLE_WORKER = Survivors.stack("jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.park", "java.util.concurrent.LinkedBlockingQueue.take",
			"java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ThreadPoolExecutor.runWorker",
			"java.lang.Thread.run");

	static final List<StackFrame> EXPIRING_WORKER = Survivors.stack("jdk.internal.misc.Unsafe.park",
			"java.util.concurrent.locks.LockSupport.parkNanos", "java.util.concurrent.SynchronousQueue.poll",
			"java.util.concurrent.ThreadPoolExecutor.getTask", "java.lang.Thread.run");

	private final Map<Long, Observed> living = new LinkedHashMap<>();

	private String className = "java.lang.Thread";

	void waiting(long id, String name, @Nullable Integer lock, List<StackFrame> stack) {
		this.living.put(id, new Observed(id, name, Thread.State.WAITING, 1, lock, stack));
	}

	void waitingForAWhile(long id, String name, Integer lock, List<StackFrame> stack) {
		this.living.put(id, new Observed(id, name, Thread.State.TIMED_WAITING, 1, lock, stack));
	}

	/** Every thread that lives does something and waits again. */
	void work() {
		this.living.replaceAll((id, thread) -> new Observed(id, thread.name(), thread.state(), thread.waits() + 1,
				thread.lock(), thread.stack()));
	}

	void end(long id) {
		this.living.remove(id);
	}

	void ofClass(String className) {
		this.className = className;
	}

	@Override
	public long[] ids() {
		return this.living.keySet().stream().mapToLong(Long::longValue).toArray();
	}

	@Override
	public List<Observed> look(Collection<Long> ids) {
		List<Observed> seen = new ArrayList<>();
		for (long id : ids) {
			Observed thread = this.living.get(id);
			if (thread != null) {
				seen.add(thread);
			}
		}
		return seen;
	}

	@Override
	public String classOf(String threadName) {
		return this.className;
	}

}
