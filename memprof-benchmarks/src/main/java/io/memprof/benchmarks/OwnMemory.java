package io.memprof.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.LeakSettings;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.Thresholds;
import io.memprof.telemetry.RegistryTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * What memprof holds when the number of distinct allocating stacks has no end: a thread
 * allocates below a million of them, of which as many are sampled as the throttle lets
 * through. 150 a second is the default; with 20000 a second and small TLABs, which make
 * samples frequent, JFR delivers stacks faster than any application under the default.
 * <p>
 * Prints, as time goes by, the bytes that memprof reports to hold and the used heap after
 * a full collection; at the end the same once memprof and its meters are let go. The
 * difference is what they held, JFR's own parser of the stream included. <pre>
 * java -Xmx1g -XX:TLABSize=16k -XX:-ResizeTLAB -cp memprof-benchmarks/target/benchmarks.jar io.memprof.benchmarks.OwnMemory 120 150
 * java -Xmx1g -XX:TLABSize=16k -XX:-ResizeTLAB -cp memprof-benchmarks/target/benchmarks.jar io.memprof.benchmarks.OwnMemory 60 20000
 * </pre> The arguments are the length of the load in seconds and the throttle in samples
 * a second.
 */
public final class OwnMemory {

	private static final int DEPTH = 20;

	private static final int ROWS = 6;

	private static final double MEBIBYTE = 1 << 20;

	private OwnMemory() {
	}

	public static void main(String[] args) throws InterruptedException {
		int seconds = (args.length > 0) ? Integer.parseInt(args[0]) : 120;
		int samplesPerSecond = (args.length > 1) ? Integer.parseInt(args[1]) : 150;
		double held = watch(seconds, samplesPerSecond);
		// JFR's threads of the stream end a moment after it was closed
		Thread.sleep(3_000);
		double released = liveHeap();
		System.out.printf(Locale.ROOT, "live heap %.1f MiB, without memprof %.1f MiB: it held %.1f MiB%n", held,
				released, held - released);
	}

	/**
	 * Live heap at the end of the load, in MiB. On return nothing refers to memprof.
	 */
	private static double watch(int seconds, int samplesPerSecond) throws InterruptedException {
		DistinctStacks load = new DistinctStacks(DEPTH);
		System.out.printf(Locale.ROOT, "%8s %14s %14s %16s %16s%n", "seconds", "stacks", "samples", "reported [MiB]",
				"live heap [MiB]");
		MemoryProfiler watching = new MemoryProfiler(settings(samplesPerSecond),
				List.of(new RegistryTelemetryExporter(new SimpleMeterRegistry(), SessionLabel.SNAPSHOT)),
				(type) -> null);
		watching.start();
		watching.tick();
		load.start();
		for (int second = 1; second <= seconds; second++) {
			Thread.sleep(1_000);
			watching.tick();
			if (second % Math.max(1, seconds / ROWS) == 0) {
				print(second, load, watching);
			}
		}
		load.stop();
		double held = liveHeap();
		watching.close();
		return held;
	}

	private static void print(int second, DistinctStacks load, MemoryProfiler watching) {
		MemoryReport report = watching.report();
		if (report != null) {
			System.out.printf(Locale.ROOT, "%8d %14d %14d %16.1f %16.1f%n", second,
					Math.min(load.stacks(), 1L << DEPTH), report.allocations().stats().samples(),
					report.cost().heldBytes() / MEBIBYTE, liveHeap());
		}
	}

	private static double liveHeap() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		memory.gc();
		memory.gc();
		return memory.getHeapMemoryUsage().getUsed() / MEBIBYTE;
	}

	private static ProfilerSettings settings(int samplesPerSecond) {
		LeakSettings leaks = LeakSettings.defaults();
		return new ProfilerSettings(Duration.ofSeconds(1), 1000, Thresholds.DEFAULTS,
				new AllocationSettings(true, samplesPerSecond, true, Map.of(), List.of("io.memprof.benchmarks")),
				new LeakSettings(true, Duration.ofSeconds(10), Duration.ofSeconds(20), leaks.referenceChains(),
						leaks.pauseBudget(), leaks.ignore()));
	}

}
