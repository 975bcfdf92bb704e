package io.memprof.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlameGraph;
import io.memprof.leak.Growth;
import io.memprof.leak.Holder;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakKind;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.LeakVerdict;
import io.memprof.leak.Severity;
import io.memprof.report.BackOff;
import io.memprof.report.Cost;
import io.memprof.report.CostCeiling;
import io.memprof.report.MemoryReport;
import io.memprof.report.OwnUse;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemoryPressure;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;

/**
 * Reports as the engine would make them.
 */
final class Fixtures {

	static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	static final LeakInfo LEAK = new LeakInfo("ab12cd34", LeakStatus.NEW, LeakKind.HEAP, "order", Severity.HIGH,
			"com.shop.Order", "com.shop.OrderCache.put(OrderCache.java:31)", "OrderController.create",
			List.of("com.shop.OrderCache.put(OrderCache.java:31)"),
			new Holder("com.shop.OrderCache.orders", "orderCache", List.of("static field a.B.c"), null), 1000,
			64L << 20, new Growth(31, 30, 33), 0.98, NOON, NOON, List.of(), "Bound the map.");

	static final ComponentNaming NAMING = new ComponentNaming(Map.of(), List.of("com.shop"));

	private static final Cost COST = new Cost(1, Reading.of(2),
			new OwnUse(3L, Reading.of(4), 0.005, 0.05, Duration.ofMinutes(5)), 5, 6, 7, 8, 9, 10, 11,
			CostCeiling.OF_A_SERVICE, new BackOff(BackOff.Level.NONE, NOON, "within the ceiling since the start"));

	private Fixtures() {
	}

	static MemoryReport report(LeakVerdict verdict, LeakInfo... leaks) {
		LeakAnalysis analysis = new LeakAnalysis(NOON, verdict, NOON, List.of(), null, null, null, List.of(leaks),
				List.of(), List.of());
		AllocationProfile allocations = new AllocationProfile(new AllocationStats(0, 0, 0, 0, 1, Map.of(), List.of()),
				List.of(), List.of(), List.of(), null);
		return new MemoryReport("0123456789ab", "running", NOON, NOON.plusSeconds(90), 18,
				new MemoryReport.MemoryUse(1 << 20, 1 << 20, null), MemoryPressure.NORMAL, snapshot(), analysis,
				allocations, List.of(), List.of("com.shop"), COST);
	}

	static MemorySnapshot snapshot() {
		Reading absent = Reading.unavailable("not on this system");
		return new MemorySnapshot(NOON, Reading.of(300), 100, Reading.of(900), Reading.of(30), 200, Reading.of(400),
				LiveHeap.NONE, 50, Reading.of(5), Reading.of(0), 12, 4000, absent, absent);
	}

	static ReportSource source(MemoryReport report) {
		return new ReportSource() {

			@Override
			public MemoryReport report() {
				return report;
			}

			@Override
			public List<MemorySnapshot> timeline() {
				return List.of(snapshot());
			}

			@Override
			public List<LiveHeap> collections() {
				return List.of(new LiveHeap(Reading.of(90), LiveHeap.Quality.OLD, NOON));
			}

			@Override
			public ComponentNaming naming() {
				return NAMING;
			}

			@Override
			public FlameGraph flameGraph() {
				return new FlameGraph("all", 9, 3, List.of());
			}

		};
	}

	static List<String> memprofThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter(Thread::isAlive)
			.map(Thread::getName)
			.filter((name) -> name.startsWith("memprof"))
			.toList();
	}

	static boolean within(Duration limit, Callable<Boolean> condition) throws Exception {
		long end = System.nanoTime() + limit.toNanos();
		while (!condition.call()) {
			if (System.nanoTime() > end) {
				return false;
			}
			Thread.sleep(10);
		}
		return true;
	}

}
