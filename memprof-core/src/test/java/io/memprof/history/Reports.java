package io.memprof.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationStats;
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
 * The reports of one session, each after another analysis, a minute apart.
 */
final class Reports {

	static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final Cost COST = new Cost(1, Reading.of(2),
			new OwnUse(3L, Reading.of(4), 0.005, 0.05, Duration.ofMinutes(5)), 5, 6, 7, 8, 9, 10, 11,
			CostCeiling.OF_A_SERVICE, new BackOff(BackOff.Level.NONE, NOON, "within the ceiling since the start"));

	private final String sessionId;

	private final Instant startedAt;

	Reports(String sessionId) {
		this(sessionId, NOON);
	}

	Reports(String sessionId, Instant startedAt) {
		this.sessionId = sessionId;
		this.startedAt = startedAt;
	}

	/** After that many minutes. */
	MemoryReport after(int minutes, LeakVerdict verdict, LeakInfo... leaks) {
		Instant now = this.startedAt.plus(Duration.ofMinutes(minutes));
		LeakAnalysis analysis = new LeakAnalysis(now, verdict, now, List.of(), null, null, null, List.of(leaks),
				List.of(), List.of());
		AllocationProfile allocations = new AllocationProfile(new AllocationStats(0, 0, 0, 0, 1, Map.of(), List.of()),
				List.of(), List.of(), List.of(), null);
		Reading absent = Reading.unavailable("not on this system");
		MemorySnapshot snapshot = new MemorySnapshot(now, Reading.of(300), 100, absent, absent, 200, Reading.of(400),
				LiveHeap.NONE, 50, absent, absent, 12, 4000, absent, absent);
		return new MemoryReport(this.sessionId, "running", this.startedAt, now, minutes,
				new MemoryReport.MemoryUse(1, 1, null), MemoryPressure.NORMAL, snapshot, analysis, allocations,
				List.of(), List.of("com.shop"), COST);
	}

	static LeakInfo leak(String fingerprint) {
		return leak(fingerprint, LeakStatus.KNOWN, "java.util.HashMap in com.shop." + fingerprint, 20);
	}

	static LeakInfo leak(String fingerprint, LeakStatus status) {
		return leak(fingerprint, status, "java.util.HashMap in com.shop." + fingerprint, 20);
	}

	/** First seen after that many minutes of a session that began at noon. */
	static LeakInfo leak(String fingerprint, LeakStatus status, String container, int minutes) {
		Instant seen = NOON.plus(Duration.ofMinutes(minutes));
		return new LeakInfo(fingerprint, status, LeakKind.HEAP, "order", Severity.HIGH, "com.shop.Order",
				"com.shop.Orders.put:31", "OrderController.create",
				List.of("com.shop.Orders.put(Orders.java:31)", "com.shop.Ord\u00e9\ud800\u2028\"\\\n.put"),
				new Holder(container, null, List.of("static a.B.c"), null), 1000, 64 << 20, new Growth(31, 30, 33),
				0.98, seen, seen, List.of(), "Bound the map.");
	}

	static LeakInfo[] leaks(int count) {
		List<LeakInfo> leaks = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			leaks.add(withLongStack(leak("leak-" + i)));
		}
		return leaks.toArray(LeakInfo[]::new);
	}

	private static LeakInfo withLongStack(LeakInfo leak) {
		List<String> stack = Collections.nCopies(64,
				"com.example.shop.order.internal.OrderService.place(Order.java:1)");
		return new LeakInfo(leak.fingerprint(), leak.status(), leak.kind(), leak.component(), leak.severity(),
				leak.className(), leak.allocationSite(), leak.operation(), stack, leak.holder(), leak.allocationCount(),
				leak.totalSizeBytes(), leak.growth(), leak.confidence(), leak.firstSeen(), leak.lastSeen(),
				leak.evidence(), leak.advice());
	}

}
