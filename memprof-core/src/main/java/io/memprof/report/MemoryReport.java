package io.memprof.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.memprof.allocation.AllocationProfile;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemoryPressure;
import io.memprof.snapshot.MemorySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads: the latest state of one profiling session.
 * <p>
 * Immutable.
 *
 * @param sessionId id of the session, 12 hexadecimal digits
 * @param state of the profiler: {@code running} or {@code stopped}
 * @param startedAt begin of the session
 * @param generatedAt when this report was made
 * @param totalSamples snapshots taken, the forgotten ones included
 * @param memory resident set over the session, or used heap where there is no resident
 * set
 * @param pressure how near the limit that binds first
 * @param snapshot the latest
 * @param leakAnalysis the latest
 * @param allocations as of the latest analysis
 * @param recommendations one sentence each, most urgent first
 * @param applicationPackages prefixes of the packages that are the application's, sorted
 * @param cost of memprof itself
 */
public record MemoryReport(String sessionId, String state, Instant startedAt, Instant generatedAt, long totalSamples,
		MemoryUse memory, MemoryPressure pressure, MemorySnapshot snapshot, LeakAnalysis leakAnalysis,
		AllocationProfile allocations, List<String> recommendations, List<String> applicationPackages, Cost cost) {

	public MemoryReport {
		recommendations = List.copyOf(recommendations);
		applicationPackages = List.copyOf(applicationPackages);
	}

	public Duration profilingDuration() {
		return Duration.between(this.startedAt, this.generatedAt);
	}

	/**
	 * Memory over the session.
	 *
	 * @param peakBytes largest seen
	 * @param averageBytes mean of the snapshots kept
	 * @param growthBytesPerSecond slope over the snapshots kept, or {@code null} with
	 * fewer than three
	 */
	public record MemoryUse(long peakBytes, long averageBytes, @Nullable Double growthBytesPerSecond) {
	}

}
