package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.LeakSettings;

/**
 * Checks the properties of the engine and puts them in its words.
 */
final class ProfilerSettingsMapping {

	/** More often than this, sampling would cost what it is meant to watch. */
	private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

	private ProfilerSettingsMapping() {
	}

	static ProfilerSettings map(MemprofProperties properties, List<String> basePackages) {
		return new ProfilerSettings(
				Setting.atLeast(LEAST_INTERVAL, "memprof.sampling-interval", properties.samplingInterval()),
				Setting.atLeast(1, "memprof.max-samples", properties.maxSamples()),
				ThresholdText.parse(properties.thresholds()), allocations(properties, basePackages),
				leaks(properties.leaks()));
	}

	private static AllocationSettings allocations(MemprofProperties properties, List<String> basePackages) {
		MemprofProperties.Allocations allocations = properties.allocations();
		return new AllocationSettings(allocations.enabled(),
				Setting.atLeast(1, "memprof.allocations.samples-per-second", allocations.samplesPerSecond()),
				properties.flameGraph().enabled(), ComponentPackages.check(properties.components()), basePackages);
	}

	private static LeakSettings leaks(MemprofProperties.Leaks leaks) {
		return new LeakSettings(leaks.enabled(),
				Setting.atLeast(LEAST_INTERVAL, "memprof.leaks.analysis-interval", leaks.analysisInterval()),
				Setting.atLeast(LEAST_INTERVAL, "memprof.leaks.warm-up", leaks.warmUp()), leaks.referenceChains(),
				Setting.notNegative("memprof.leaks.pause-budget", leaks.pauseBudget()), leaks.ignore());
	}

}
