package io.memprof;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakSettings;
import io.memprof.profiles.AllocationProfiles;
import io.memprof.profiles.ProfilesConfig;
import io.memprof.profiles.ProfilesConfig.Format;
import io.memprof.profiles.ProfilesConfig.Service;

/**
 * An application that is asked to end and takes its time, as one does that drains its
 * requests. JFR ends at once then, while memprof goes on until the application stops it.
 */
final class EndingHost {

	private static final Duration OFTEN = Duration.ofMillis(200);

	private static volatile Object sink;

	private EndingHost() {
	}

	public static void main(String[] args) throws InterruptedException {
		AutoCloseable memprof = System.getProperty("runs").equals("profiles") ? profiles() : profiler();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				allocateFor(3_000);
				memprof.close();
				System.out.println("closed=true");
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}));
		allocateFor(3_000);
		System.exit(0);
	}

	private static AutoCloseable profiles() {
		URI nobody = URI.create("http://localhost:1/v1development/profiles");
		AllocationProfiles profiles = new AllocationProfiles(new ProfilesConfig(nobody, Format.OTLP, OFTEN,
				Duration.ofSeconds(1), Map.of(), 150, new Service("shop", null, "i")));
		profiles.start();
		return profiles;
	}

	private static AutoCloseable profiler() {
		ProfilerSettings defaults = ProfilerSettings.defaults();
		LeakSettings leaks = defaults.leaks();
		MemoryProfiler profiler = new MemoryProfiler(
				new ProfilerSettings(OFTEN, 100, defaults.thresholds(), defaults.allocations(),
						new LeakSettings(true, OFTEN, OFTEN, leaks.referenceChains(), leaks.pauseBudget(), List.of())),
				List.of(), BeanNames.NONE);
		profiler.start();
		Thread ticks = new Thread(() -> {
			while (true) {
				profiler.tick();
			}
		});
		ticks.setDaemon(true);
		ticks.start();
		return profiler;
	}

	private static void allocateFor(long millis) throws InterruptedException {
		for (long left = millis; left > 0; left--) {
			sink = new byte[10_000];
			Thread.sleep(1);
		}
	}

	static Object sink() {
		return sink;
	}

}
