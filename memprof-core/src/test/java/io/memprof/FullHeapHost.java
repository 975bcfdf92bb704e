package io.memprof;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakSettings;
import io.memprof.report.BackOff.Level;
import io.memprof.report.MemoryReport;

/**
 * A program that fills its heap, stays full for a while, and empties it. It ticks by
 * itself, so that what ticks allocate is what this thread does.
 */
final class FullHeapHost {

	private static final Duration OFTEN = Duration.ofMillis(200);

	private static final Deque<byte[]> KEPT = new ArrayDeque<>();

	private FullHeapHost() {
	}

	public static void main(String[] args) throws InterruptedException {
		ProfilerSettings defaults = ProfilerSettings.defaults();
		LeakSettings leaks = new LeakSettings(true, OFTEN, Duration.ofSeconds(1), defaults.leaks().referenceChains(),
				defaults.leaks().pauseBudget(), List.of());
		MemoryProfiler profiler = new MemoryProfiler(
				new ProfilerSettings(OFTEN, 100, defaults.thresholds(), defaults.allocations(), leaks), List.of(),
				BeanNames.NONE);
		profiler.start();
		tick(profiler, 10);
		keep(Runtime.getRuntime().maxMemory() * 4 / 5);
		while (usedShare() < 0.93) {
			keep(1 << 20);
		}
		// by then JFR has delivered what it recorded before
		MemoryReport full = tick(profiler, 20);
		System.out.println("levelWhenFull=" + full.cost().backOff().level());
		long before = full.cost().use().allocatedBytes().bytes();
		MemoryReport later = tick(profiler, 10);
		System.out.println("bytesATick=" + (later.cost().use().allocatedBytes().bytes() - before) / 10);
		System.out.println("reason=" + later.leakAnalysis().reasons().get(0).test());
		System.out.println("samples=" + (later.totalSamples() - full.totalSamples()));
		profiler.requestAnalysis(Runnable::run);
		System.out.println("failures=" + tick(profiler, 1).cost().stepFailures());
		KEPT.clear();
		System.gc();
		System.out.println("backToNormal=" + (tick(profiler, 5).cost().backOff().level() == Level.NONE));
	}

	private static void keep(long bytes) {
		for (long kept = 0; kept < bytes; kept += 100_000) {
			KEPT.add(new byte[100_000]);
		}
	}

	private static MemoryReport tick(MemoryProfiler profiler, int times) throws InterruptedException {
		for (int i = 0; i < times; i++) {
			profiler.tick();
			Thread.sleep(OFTEN.toMillis());
		}
		MemoryReport report = profiler.report();
		if (report == null) {
			throw new IllegalStateException("no report");
		}
		return report;
	}

	/** After a compaction. */
	private static double usedShare() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return (runtime.totalMemory() - runtime.freeMemory()) / (double) runtime.maxMemory();
	}

}
