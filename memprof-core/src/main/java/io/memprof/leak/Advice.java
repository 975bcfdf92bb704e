package io.memprof.leak;

import org.jspecify.annotations.Nullable;

/**
 * One sentence on what to do, by what holds the objects.
 */
final class Advice {

	private Advice() {
	}

	static String of(LeakKind kind, Holder holder, String site) {
		String chain = String.join("\n", holder.chain());
		String container = holder.container();
		return switch (kind) {
			case THREADS -> threads(container, site);
			case DIRECT -> (container != null)
					? "Bound " + container
							+ ", or release the buffers it keeps: a pool reuses buffers of a few fixed sizes."
					: "Release direct buffers after use or pool them by a few fixed sizes.";
			case METASPACE -> metaspace(chain, container);
			case NATIVE ->
				"Start a copy with -XX:NativeMemoryTracking=summary and compare jcmd VM.native_memory over time.";
			case HEAP -> heap(chain, container, site);
		};
	}

	private static String threads(@Nullable String container, String site) {
		if (container == null) {
			return "Shut down the executors and threads that are started for each request or job, or share one.";
		}
		if (container.contains("ThreadPoolExecutor")) {
			return "Shut down the executor that " + site + " makes each time, or share one: its threads wait for ever.";
		}
		if (container.contains("java.util.TimerThread")) {
			return "Cancel the Timer that " + site + " makes each time, or share one.";
		}
		return "End the threads that " + site + " starts, or run their work on a pool with a bound.";
	}

	private static String metaspace(String chain, @Nullable String container) {
		if (container == null) {
			return "Find what keeps the class loaders of the growing classes alive: a registered driver, a "
					+ "thread, a thread-local or a static listener.";
		}
		if (chain.contains("java.sql.DriverManager")) {
			return "Deregister the JDBC driver when its module stops (DriverManager.deregisterDriver): "
					+ "the registration keeps the class loader.";
		}
		if (chain.contains("ThreadLocalMap")) {
			return "Call ThreadLocal.remove() when the module stops: the value keeps its class loader.";
		}
		if (chain.contains("ApplicationShutdownHooks")) {
			return "Remove the shutdown hook when the module stops: it keeps the class loader.";
		}
		return "Remove what the module has put into " + container + " when it stops: it keeps the class loader.";
	}

	private static String heap(String chain, @Nullable String container, String site) {
		if (container == null) {
			return "Find out who keeps what " + site + " allocates: nothing releases it.";
		}
		if (chain.contains("ThreadLocalMap")) {
			return "Call ThreadLocal.remove() when the task ends: the threads of a pool live on and keep the value.";
		}
		if (chain.contains("DeleteOnExitHook")) {
			return "Do not call File.deleteOnExit() in a running service: delete the file when it is done.";
		}
		if (chain.contains("io.micrometer.core.instrument")) {
			return "Remove the meter tag whose values never end (an id, a path): each value makes a meter that stays.";
		}
		if (chain.contains(".session.")) {
			return "Give sessions a timeout, or do not create one for clients that keep no cookies.";
		}
		if (container.contains("WeakHashMap")) {
			return "Let no value of " + container + " lead back to its key: an entry goes only when nobody else knows "
					+ "the key, and the map itself knows the value.";
		}
		if (container.contains("CompletableFuture") || chain.contains("CompletableFuture$")) {
			return "Complete the future, or give it a timeout: " + container + " keeps all that wait for it.";
		}
		if (container.contains("Queue") || container.contains("Deque")) {
			return "Bound the queue, and decide what happens when it is full: " + container
					+ " takes in more than is taken out.";
		}
		if (container.contains("istener") || chain.contains("istener")) {
			return "Remove the listener when its owner ends: " + container + " keeps every one that was added.";
		}
		return "Bound or expire " + container + ", or remove entries when they are done: entries are added and never "
				+ "removed.";
	}

}
