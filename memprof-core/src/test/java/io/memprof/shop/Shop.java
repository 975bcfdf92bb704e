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
import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.Thresholds;

/**
 * A shop under traffic with a profiler in it, scaled down to seconds. Prints one line of
 * each verdict, what it knows of the leak, and the whole report. Ends at the first alarm
 * that names a holder, or after its time.
 */
public final class Shop {

	private static final int ORDERS_PER_SECOND = 200;

	private Shop() {
	}

	public static void main(String[] args) throws InterruptedException {
		OrderDesk desk = new OrderDesk(args[0].equals("healthy"));
		long seconds = Long.parseLong(args[1]);
		Thread traffic = new Thread(() -> serve(desk), "traffic of " + Order.CUSTOMER);
		traffic.setDaemon(true);
		traffic.start();
		try (MemoryProfiler profiler = new MemoryProfiler(settings(), List.of(), BeanNames.NONE)) {
			profiler.start();
			boolean named = false;
			Instant end = Instant.now().plusSeconds(seconds);
			while (!named && Instant.now().isBefore(end)) {
				Thread.sleep(1000);
				profiler.tick();
				MemoryReport report = profiler.report();
				named = report != null && print(report);
			}
		}
	}

	private static ProfilerSettings settings() {
		return new ProfilerSettings(Duration.ofSeconds(1), 100, Thresholds.DEFAULTS,
				new AllocationSettings(true, 150, false, Map.of(), List.of("io.memprof.shop")),
				new LeakSettings(true, Duration.ofSeconds(2), Duration.ofSeconds(8),
						LeakSettings.ReferenceChains.ON_SUSPICION, Duration.ofMillis(500), List.of()));
	}

	private static boolean print(MemoryReport report) {
		LeakAnalysis analysis = report.leakAnalysis();
		System.out.println("report=" + JsonReport.of(report));
		System.out.println("verdict=" + analysis.verdict());
		for (LeakInfo leak : analysis.potentialLeaks()) {
			System.out.println("leak=" + leak.className() + " | " + leak.allocationSite() + " | "
					+ leak.holder().container() + " | " + leak.evidence());
		}
		return analysis.potentialLeaks().stream().anyMatch((leak) -> leak.holder().container() != null);
	}

	private static void serve(OrderDesk desk) {
		try {
			while (true) {
				for (int i = 0; i < ORDERS_PER_SECOND / 50; i++) {
					desk.place();
					desk.browse();
				}
				Thread.sleep(20);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
