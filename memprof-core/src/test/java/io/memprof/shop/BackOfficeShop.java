package io.memprof.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakSettings;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.Thresholds;

/**
 * A shop whose back office works outside the heap, with a profiler in it, scaled down to
 * seconds. Prints each verdict and what it knows of the leaks, until its time is up.
 */
public final class BackOfficeShop {

	private BackOfficeShop() {
	}

	public static void main(String[] args) throws InterruptedException {
		Work work = Work.valueOf(args[0]);
		Thread traffic = new Thread(() -> serve(work), "traffic");
		traffic.setDaemon(true);
		traffic.start();
		Instant end = Instant.now().plusSeconds(Long.parseLong(args[1]));
		try (MemoryProfiler profiler = new MemoryProfiler(settings(), List.of(), BeanNames.NONE)) {
			profiler.start();
			while (Instant.now().isBefore(end)) {
				Thread.sleep(500);
				profiler.tick();
				MemoryReport report = profiler.report();
				if (report != null) {
					print(report.leakAnalysis());
				}
			}
		}
		System.exit(0);
	}

	private static ProfilerSettings settings() {
		return new ProfilerSettings(Duration.ofMillis(500), 100, Thresholds.DEFAULTS,
				new AllocationSettings(true, 150, false, Map.of(), List.of("io.memprof.shop")),
				new LeakSettings(true, Duration.ofSeconds(2), Duration.ofSeconds(8),
						LeakSettings.ReferenceChains.ON_SUSPICION, Duration.ofMillis(500), List.of()));
	}

	private static void print(LeakAnalysis analysis) {
		System.out.println("verdict=" + analysis.verdict());
		for (LeakInfo leak : analysis.potentialLeaks()) {
			System.out.println("leak=" + leak.kind() + " | " + leak.className() + " | " + leak.allocationSite() + " | "
					+ leak.holder().container() + " | " + leak.evidence());
		}
	}

	private static void serve(Work work) {
		try {
			for (long i = 1; true; i++) {
				work.step.run();
				if (i % 100 == 0) {
					System.gc();
				}
				Thread.sleep(work.pauseMillis);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** What the back office does all day. */
	public enum Work {

		/** Leaks threads. */
		EXECUTORS(BackOffice::importOnItsOwnExecutor, 150),
		/** Fills a pool of threads. */
		EXECUTOR(BackOffice::importOnTheSharedExecutor, 150),
		/** Leaks class loaders. */
		REDEPLOYMENTS(BackOffice::redeploy, 40),
		/** Loads classes that are unloaded again. */
		CLEAN_REDEPLOYMENTS(BackOffice::redeployCleanly, 40),
		/** Leaks direct buffers. */
		ODD_BUFFERS(BackOffice::sendInOddSizes, 50),
		/** Fills a pool of direct buffers. */
		POOLED_BUFFERS(BackOffice::sendFromThePool, 100);

		private final Runnable step;

		private final long pauseMillis;

		Work(Runnable step, long pauseMillis) {
			this.step = step;
			this.pauseMillis = pauseMillis;
		}

	}

}
