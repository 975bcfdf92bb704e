package io.memprof.snapshot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Direct memory in bytes that Netty allocates past the JDK's accounting:
 * {@code PlatformDependent.usedDirectMemory()}. Zero without Netty, or where it leaves
 * the accounting to the JDK, as it does from Java 9 on unless {@code java.nio} is opened
 * to it; newer versions count what the JDK counts, too.
 * <p>
 * Netty is found by the class of its threads. So one that nobody uses is not initialised
 * by us, and a shaded one is found too. Threads are looked through at every
 * {@value #EVERY}th call until one is found. Safe for use by several threads.
 */
final class NettyMemory implements LongSupplier {

	private static final int EVERY = 10;

	private static final String THREAD = "io.netty.util.concurrent.FastThreadLocalThread";

	private static final String MEMORY = "io.netty.util.internal.PlatformDependent";

	private final Supplier<List<Thread>> threads;

	private @Nullable MethodHandle used;

	private int calls;

	/**
	 * Looks for Netty among the live threads that are given.
	 */
	NettyMemory(Supplier<List<Thread>> threads) {
		this.threads = threads;
	}

	static NettyMemory ofThisJvm() {
		return new NettyMemory(NettyMemory::liveThreads);
	}

	@Override
	public synchronized long getAsLong() {
		if (this.used == null && this.calls++ % EVERY == 0) {
			this.used = find();
		}
		MethodHandle handle = this.used;
		if (handle == null) {
			return 0;
		}
		try {
			return Math.max(0, (long) handle.invokeExact());
		}
		catch (Throwable ex) {
			return 0;
		}
	}

	private @Nullable MethodHandle find() {
		for (Thread thread : this.threads.get()) {
			for (Class<?> type = thread.getClass(); type != null; type = type.getSuperclass()) {
				if (type.getName().endsWith(THREAD)) {
					return usedDirectMemory(type);
				}
			}
		}
		return null;
	}

	/** Of the Netty that this class belongs to, under the same prefix when shaded. */
	private static @Nullable MethodHandle usedDirectMemory(Class<?> type) {
		String prefix = type.getName().substring(0, type.getName().length() - THREAD.length());
		try {
			Class<?> memory = Class.forName(prefix + MEMORY, false, type.getClassLoader());
			MethodHandles.Lookup lookup = MethodHandles.publicLookup();
			boolean uncounted = (boolean) lookup
				.findStatic(memory, "useDirectBufferNoCleaner", MethodType.methodType(boolean.class))
				.invoke();
			return uncounted ? lookup.findStatic(memory, "usedDirectMemory", MethodType.methodType(long.class))
					: MethodHandles.constant(long.class, 0L);
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static List<Thread> liveThreads() {
		ThreadGroup root = Thread.currentThread().getThreadGroup();
		while (root.getParent() != null) {
			root = root.getParent();
		}
		Thread[] all = new Thread[root.activeCount() + 64];
		return Arrays.asList(all).subList(0, root.enumerate(all));
	}

}
