package io.memprof.leak;

import java.util.List;
import java.util.Map;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;

/**
 * Leaks and what a judgement needs beside them, for tests that are about something else.
 */
final class Leaks {

	static final AllocationProfile NO_ALLOCATIONS = new AllocationProfile(
			new AllocationStats(0, 0, 0, 0, 1, Map.of(), List.of()), List.of(), List.of(), List.of(), null);

	private Leaks() {
	}

	static LeakInfo leak(String fingerprint) {
		return leak(fingerprint, LeakKind.HEAP, Severity.LOW, new Growth(1, 0.5, 2));
	}

	static LeakInfo leak(String fingerprint, LeakKind kind, Severity severity, Growth growth) {
		return leak(fingerprint, kind, severity, growth, Holder.unknown("not in this test"));
	}

	static LeakInfo leak(String fingerprint, LeakKind kind, Severity severity, Growth growth, Holder holder) {
		return new LeakInfo(fingerprint, LeakStatus.NEW, kind, "shop", severity, "com.shop.Order",
				"com.shop.OrderService.place:42", "OrderController.create", List.of(), holder, 10, 1000, growth, 0.9,
				Time.START, Time.START, List.of(), "Remove entries.");
	}

	static AllocationProfile allocations(String site, double share) {
		return new AllocationProfile(NO_ALLOCATIONS.stats(), List.of(),
				List.of(new AllocationTotal(site, 100, 1, share, 1)), List.of(), null);
	}

}
