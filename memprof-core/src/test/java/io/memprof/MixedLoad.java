package io.memprof;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import com.sun.management.ThreadMXBean;
import io.memprof.allocation.AllocationTotal;

/**
 * A program that allocates objects of many sizes on long-lived threads and on threads
 * that live for a moment, and prints what memprof and what the JVM counted.
 * <p>
 * Before JDK 21 the JVM counts by thread only, so each thread tells its own count at its
 * end.
 */
final class MixedLoad {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final Map<Long, Long> ended = new ConcurrentHashMap<>();

	private static volatile Object sink = "";

	private MixedLoad() {
	}

	public static void main(String[] args) throws Exception {
		MemoryProfiler profiler = Profilers.charging("load", MixedLoad.class);
		Callable<Long> exact = exactCount();
		profiler.start();
		long before = exact.call();
		var sampler = Profilers.ticking(profiler);
		long seconds = Long.parseLong(System.getProperty("seconds", "14"));
		long end = System.nanoTime() + seconds * 1_000_000_000L;
		CountDownLatch longLived = new CountDownLatch(2);
		for (int size : new int[] { 40, 3_000 }) {
			start(() -> {
				allocateUntil(end, size);
				longLived.countDown();
			});
		}
		while (System.nanoTime() < end) {
			int size = (int) (System.nanoTime() & 0xfff) + 16;
			start(() -> allocateUntil(Math.min(end, System.nanoTime() + 60_000_000), size)).join();
		}
		longLived.await();
		// JFR delivers once a second, and the tick after that settles
		Thread.sleep(3_500);
		sampler.submit(profiler::tick).get();
		long counted = exact.call() - before;
		var stats = profiler.report().allocations().stats();
		System.out.println("exact=" + counted);
		System.out.println("total=" + stats.totalBytes());
		System.out.println("components=" + stats.components().stream().mapToLong(AllocationTotal::bytes).sum());
		for (AllocationTotal component : stats.components()) {
			System.out.println("component." + component.name() + "=" + component.bytes());
		}
		System.out.println("cpuMillis=" + profiler.report().cost().use().cpuMillis());
		profiler.stop();
	}

	private static Thread start(Runnable work) {
		Thread thread = new Thread(() -> {
			work.run();
			ended.put(Thread.currentThread().getId(), threads.getCurrentThreadAllocatedBytes());
		});
		thread.start();
		return thread;
	}

	private static void allocateUntil(long end, int size) {
		while (System.nanoTime() < end) {
			for (int i = 0; i < 500; i++) {
				sink = (i % 100 == 0) ? new byte[size * 50] : (i % 3 == 0) ? new Object[size / 8] : new byte[size];
			}
			Thread.yield();
		}
	}

	private static Callable<Long> exactCount() {
		try {
			var total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
			return () -> (long) total.invoke(threads);
		}
		catch (NoSuchMethodException ex) {
			return MixedLoad::countByThread;
		}
	}

	private static long countByThread() {
		Map<Long, Long> all = new HashMap<>();
		long[] ids = threads.getAllThreadIds();
		long[] bytes = threads.getThreadAllocatedBytes(ids);
		for (int i = 0; i < ids.length; i++) {
			all.put(ids[i], Math.max(0, bytes[i]));
		}
		ended.forEach((id, count) -> all.merge(id, count, Math::max));
		return all.values().stream().mapToLong(Long::longValue).sum();
	}

}
