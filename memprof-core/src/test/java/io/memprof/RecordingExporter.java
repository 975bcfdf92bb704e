package io.memprof;

import java.util.ArrayList;
import java.util.List;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.MemoryTelemetryExporter;

/**
 * Remembers the operations that were called, and throws in each when told to.
 */
class RecordingExporter implements MemoryTelemetryExporter {

	final List<String> calls = new ArrayList<>();

	private final boolean throwing;

	RecordingExporter(boolean throwing) {
		this.throwing = throwing;
	}

	@Override
	public void beginSession(String sessionId) {
		called("beginSession " + sessionId);
	}

	@Override
	public void exportSnapshot(MemorySnapshot snapshot) {
		called("exportSnapshot");
	}

	@Override
	public void exportLeakAnalysis(LeakAnalysis analysis) {
		called("exportLeakAnalysis");
	}

	@Override
	public void exportAllocations(List<AllocationInfo> allocations) {
		called("exportAllocations");
	}

	@Override
	public void exportAllocationStats(AllocationStats stats) {
		called("exportAllocationStats");
	}

	@Override
	public void flush() {
		called("flush");
	}

	@Override
	public void shutdown() {
		called("shutdown");
	}

	private void called(String operation) {
		this.calls.add(operation);
		if (this.throwing) {
			throw new IllegalStateException(operation + " does not work here");
		}
	}

}
