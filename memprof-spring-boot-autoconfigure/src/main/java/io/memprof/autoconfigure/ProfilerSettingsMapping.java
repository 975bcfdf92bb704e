package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.LeakSettings;
import io.memprof.report.CostCeiling;

import org.springframework.util.unit.DataSize;

/**
 * Checks the properties of the engine and puts them in its words.
 */
final class ProfilerSettingsMapping {

	/** More often than this, sampling would cost what it is meant to watch. */
	private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

	/** Below it memprof would back off at once. */
	private static final DataSize LEAST_SIZE = DataSize.ofMegabytes(1);

	private ProfilerSettingsMapping() {
	}

	static ProfilerSettings map(MemprofProperties properties, List<String> basePackages) {
		LeakSettings leaks = leaks(properties.leaks());
		return new ProfilerSettings(
				Setting.atLeast(LEAST_INTERVAL, "memprof.sampling-interval", properties.samplingInterval()),
				Setting.atLeast(1, "memprof.max-samples", properties.maxSamples()),
				ThresholdText.parse(properties.thresholds()), allocations(properties, basePackages), leaks,
				ceiling(properties.cost(), leaks));
	}

	private static AllocationSettings allocations(MemprofProperties properties, List<String> basePackages) {
		MemprofProperties.Allocations allocations = properties.allocations();
		return new AllocationSettings(allocations.enabled(),
				Setting.atLeast(1, "memprof.allocations.samples-per-second", allocations.samplesPerSecond()),
				properties.flameGraph().enabled(), ComponentPackages.check(properties.components()), basePackages);
	}

	private static CostCeiling ceiling(MemprofProperties.Cost cost, LeakSettings leaks) {
		CostCeiling usual = leaks.ofService() ? CostCeiling.OF_A_SERVICE : CostCeiling.OF_A_DEMO;
		String maxCpu = cost.maxCpu();
		return new CostCeiling((maxCpu != null) ? Setting.share("memprof.cost.max-cpu", maxCpu) : usual.cpuShare(),
				Setting.atLeast(LEAST_SIZE, "memprof.cost.max-heap", cost.maxHeap()).toBytes(),
				Setting.atLeast(LEAST_SIZE, "memprof.cost.max-disk", cost.maxDisk()).toBytes());
	}

	private static LeakSettings leaks(MemprofProperties.Leaks leaks) {
		return new LeakSettings(leaks.enabled(),
				Setting.atLeast(LEAST_INTERVAL, "memprof.leaks.analysis-interval", leaks.analysisInterval()),
				Setting.atLeast(LEAST_INTERVAL, "memprof.leaks.warm-up", leaks.warmUp()), leaks.referenceChains(),
				Setting.notNegative("memprof.leaks.pause-budget", leaks.pauseBudget()), leaks.ignore());
	}

}
