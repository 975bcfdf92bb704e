package io.memprof.telemetry;

import java.util.List;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemorySnapshot;

/**
 * No thread, no connection, every operation a no-op.
 */
enum DisabledTelemetryExporter implements MemoryTelemetryExporter {

	INSTANCE;

	@Override
	public void beginSession(String sessionId) {
	}

	@Override
	public void exportSnapshot(MemorySnapshot snapshot) {
	}

	@Override
	public void exportLeakAnalysis(LeakAnalysis analysis) {
	}

	@Override
	public void exportAllocations(List<AllocationInfo> allocations) {
	}

	@Override
	public void exportAllocationStats(AllocationStats stats) {
	}

	@Override
	public void flush() {
	}

	@Override
	public void shutdown() {
	}

}
