package io.memprof;

import java.time.Duration;

import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.LeakSettings;
import io.memprof.report.CostCeiling;
import io.memprof.snapshot.Thresholds;

/**
 * Everything a {@link MemoryProfiler} can be told.
 *
 * @param samplingInterval one tick
 * @param maxSamples snapshots kept in memory
 * @param thresholds levels of memory use
 * @param allocations allocation tracking
 * @param leaks leak judgement
 * @param cost above which memprof backs off
 */
public record ProfilerSettings(Duration samplingInterval, int maxSamples, Thresholds thresholds,
		AllocationSettings allocations, LeakSettings leaks, CostCeiling cost) {

	/**
	 * With the ceiling of a service, or where the warm-up is below a minute that of a
	 * demo.
	 */
	public ProfilerSettings(Duration samplingInterval, int maxSamples, Thresholds thresholds,
			AllocationSettings allocations, LeakSettings leaks) {
		this(samplingInterval, maxSamples, thresholds, allocations, leaks,
				leaks.ofService() ? CostCeiling.OF_A_SERVICE : CostCeiling.OF_A_DEMO);
	}

	/**
	 * The documented defaults.
	 */
	public static ProfilerSettings defaults() {
		return new ProfilerSettings(Duration.ofSeconds(5), 1000, Thresholds.DEFAULTS, AllocationSettings.defaults(),
				LeakSettings.defaults());
	}

}
