package io.memprof.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.SizeCategory;
import io.memprof.leak.Growth;
import io.memprof.leak.Holder;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakKind;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.LeakVerdict;
import io.memprof.leak.Severity;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;

/**
 * What a profiler would export.
 */
final class Samples {

	static final long MIB = 1 << 20;

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private Samples() {
	}

	static MemorySnapshot snapshot() {
		return snapshot(Reading.of(300 * MIB), 100 * MIB);
	}

	static MemorySnapshot snapshot(Reading rss, long heapUsed) {
		Reading none = Reading.unavailable("not asked for");
		return new MemorySnapshot(NOW, rss, heapUsed, Reading.of(4096 * MIB), none, heapUsed, none, LiveHeap.NONE, 0,
				none, none, 20, 5000, none, none);
	}

	/** Statistics with one component of each name given, the largest first. */
	static AllocationStats stats(AllocationTotal... components) {
		return stats(0.8, List.of(components));
	}

	static AllocationStats stats(double efficiency, List<AllocationTotal> components) {
		long bytes = components.stream().mapToLong(AllocationTotal::bytes).sum();
		long count = components.stream().mapToLong(AllocationTotal::count).sum();
		Map<SizeCategory, Long> distribution = new EnumMap<>(SizeCategory.class);
		for (SizeCategory category : SizeCategory.values()) {
			distribution.put(category, 0L);
		}
		distribution.put(SizeCategory.SMALL, count);
		return new AllocationStats(count, bytes, 0, 100, efficiency, distribution, components);
	}

	static List<AllocationTotal> components(int number) {
		List<AllocationTotal> components = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			components.add(total("component" + i, 1_000_000 - i, 1_000));
		}
		return components;
	}

	static AllocationTotal total(String name, long bytes, long count) {
		return new AllocationTotal(name, bytes, count, 0.5, 0.7);
	}

	static AllocationInfo allocation(String component, String operation, long bytes) {
		return new AllocationInfo(NOW, "byte[]", component, operation, bytes, 512 << 10);
	}

	static LeakInfo leak(String fingerprint, String component, Severity severity) {
		return leak(fingerprint, LeakStatus.NEW, component, severity, 1_000, 25);
	}

	static LeakInfo leak(String fingerprint, LeakStatus status, String component, Severity severity,
			long allocationCount, double mbPerHour) {
		return new LeakInfo(fingerprint, status, LeakKind.HEAP, component, severity, "io.shop.Order",
				"io.shop.OrderCache.put(OrderCache.java:42)", "OrderController.create", List.of(),
				Holder.unknown("not walked"), allocationCount, 60 * MIB, new Growth(mbPerHour, mbPerHour, mbPerHour),
				0.9, NOW, NOW, List.of(), "bound the cache");
	}

	static LeakAnalysis analysis(LeakInfo... leaks) {
		return analysis(new Growth(30, 20, 40), leaks);
	}

	static LeakAnalysis analysis(Growth growth, LeakInfo... leaks) {
		return new LeakAnalysis(NOW, LeakVerdict.SUSPECTED, NOW, List.of(), growth, null, null, List.of(leaks),
				List.of(), List.of());
	}

	/** One tick and one analysis, so that every meter has a value. */
	static void exportEverything(MemoryTelemetryExporter exporter) {
		exporter.beginSession("0123456789ab");
		exporter.exportSnapshot(snapshot());
		exporter.exportAllocations(List.of(allocation("orders", "OrderController.create", 100),
				allocation("orders", "OrderController.create", 5_000)));
		exporter.exportAllocationStats(stats(total("orders", 3_000_000, 700), total("jdk", 1_000_000, 300)));
		exporter.exportLeakAnalysis(analysis(leak("f1", "orders", Severity.HIGH)));
	}

}
