package io.memprof.benchmarks;

import java.time.Duration;
import java.util.List;

import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.LeakSettings;
import io.memprof.report.Cost;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.Thresholds;
import io.memprof.telemetry.RegistryTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * This JVM under a profiler with default settings and a registry, as an application has
 * it, except that no analysis ever falls due.
 */
final class ObservedJvm {

	private static final Duration NEVER = Duration.ofDays(365);

	private final MemoryProfiler profiler = new MemoryProfiler(settings(),
			List.of(new RegistryTelemetryExporter(new SimpleMeterRegistry(), SessionLabel.SNAPSHOT)), (type) -> null);

	/** The first tick opens JFR. */
	void start() {
		this.profiler.start();
		this.profiler.tick();
	}

	void tick() {
		this.profiler.tick();
	}

	/** A step that fails, or JFR that does not run, would make a fine figure. */
	void stop() {
		MemoryReport report = this.profiler.stop();
		this.profiler.close();
		Cost cost = report.cost();
		boolean blind = cost.ticks() > 1 && report.allocations().stats().samples() == 0;
		if (blind || cost.stepFailures() > 0 || cost.lastAnalysisMillis() > 0) {
			throw new IllegalStateException("not an undisturbed run: " + cost);
		}
	}

	private static ProfilerSettings settings() {
		LeakSettings leaks = LeakSettings.defaults();
		return new ProfilerSettings(Duration.ofSeconds(5), 1000, Thresholds.DEFAULTS, AllocationSettings.defaults(),
				new LeakSettings(true, NEVER, leaks.warmUp(), leaks.referenceChains(), leaks.pauseBudget(),
						leaks.ignore()));
	}

}
