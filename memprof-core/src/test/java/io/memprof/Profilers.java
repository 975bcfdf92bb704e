package io.memprof;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakSettings;
import io.memprof.snapshot.Thresholds;

/**
 * Profilers for programs that run in a JVM of their own.
 */
final class Profilers {

	private Profilers() {
	}

	/** One that charges the classes to a component of that name. */
	static MemoryProfiler charging(String component, Class<?>... classes) {
		List<String> names = List.of(classes).stream().map(Class::getName).toList();
		AllocationSettings allocations = new AllocationSettings(true, 150, true, Map.of(component, names), List.of());
		return new MemoryProfiler(new ProfilerSettings(Duration.ofSeconds(1), 100, Thresholds.DEFAULTS, allocations,
				LeakSettings.defaults()), List.of(), BeanNames.NONE);
	}

	/** Ticks once a second on a daemon thread of memprof's. */
	static ScheduledExecutorService ticking(MemoryProfiler profiler) {
		ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor((work) -> {
			Thread thread = new Thread(work, "memprof-sampler-1");
			thread.setDaemon(true);
			return thread;
		});
		sampler.scheduleWithFixedDelay(profiler::tick, 0, 1, TimeUnit.SECONDS);
		return sampler;
	}

}
