package io.memprof.benchmarks.corpus;

import java.time.Duration;
import java.util.List;

import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.LeakSettings;
import io.memprof.snapshot.Thresholds;

/**
 * Time in the corpus: all windows of the judgement scale with the warm-up, so minutes
 * show what takes hours with the default settings.
 *
 * @param warmUp no verdict before
 * @param run length of one
 * @param settled a leaking program ends when its alarm has stood for so long
 */
record Scale(Duration warmUp, Duration run, Duration settled) {

	static final Duration TICK = Duration.ofSeconds(1);

	static final Duration ANALYSIS = Duration.ofSeconds(2);

	/** As the starter would pass them on. */
	ProfilerSettings settings(String basePackage) {
		LeakSettings defaults = LeakSettings.defaults();
		AllocationSettings allocations = AllocationSettings.defaults();
		return new ProfilerSettings(TICK, 1000, Thresholds.DEFAULTS,
				new AllocationSettings(true, allocations.samplesPerSecond(), allocations.flameGraph(),
						allocations.components(), List.of(basePackage)),
				new LeakSettings(true, ANALYSIS, this.warmUp, defaults.referenceChains(), defaults.pauseBudget(),
						defaults.ignore()));
	}

	/** The same for the starter itself. */
	String[] properties() {
		return new String[] { "--memprof.sampling-interval=" + TICK, "--memprof.leaks.analysis-interval=" + ANALYSIS,
				"--memprof.leaks.warm-up=" + this.warmUp };
	}

}
