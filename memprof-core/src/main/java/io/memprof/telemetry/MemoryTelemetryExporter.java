package io.memprof.telemetry;

import java.util.List;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemorySnapshot;

/**
 * Takes what a tick found to the thirteen meters of {@link MemoryMeter}. Calls come from
 * memprof's own thread, one at a time, and neither block on the network nor throw.
 */
public interface MemoryTelemetryExporter {

	/**
	 * A profiling session begins; its id becomes the value of the label
	 * {@code session_id}, where that label is wanted. Called before any other operation.
	 */
	void beginSession(String sessionId);

	/**
	 * Process and heap gauges.
	 */
	void exportSnapshot(MemorySnapshot snapshot);

	/**
	 * Leak meters; called once for each analysis.
	 */
	void exportLeakAnalysis(LeakAnalysis analysis);

	/**
	 * Sizes of sampled allocations; called with the samples since the last call.
	 */
	void exportAllocations(List<AllocationInfo> allocations);

	/**
	 * Cumulative allocation counters and gauges.
	 */
	void exportAllocationStats(AllocationStats stats);

	/**
	 * Sends now what has not been sent. Returns when it was sent, failed or timed out.
	 */
	void flush();

	/**
	 * Flushes and releases threads and connections. May be called again.
	 */
	void shutdown();

	/**
	 * An exporter that does nothing and holds nothing.
	 */
	static MemoryTelemetryExporter disabled() {
		return DisabledTelemetryExporter.INSTANCE;
	}

}
