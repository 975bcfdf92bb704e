package io.memprof;

import java.util.List;

import io.memprof.leak.BeanNames;

/**
 * A program that profiles itself with the defaults, on its main thread, and prints what
 * became of it. It ends without stopping the profiler, as hosts do.
 */
final class ModestHost {

	private ModestHost() {
	}

	public static void main(String[] args) {
		MemoryProfiler profiler = new MemoryProfiler(ProfilerSettings.defaults(), List.of(), BeanNames.NONE);
		profiler.start();
		System.out.println("loadedByStart=" + isFlightRecorderLoaded());
		profiler.tick();
		profiler.requestAnalysis(Runnable::run);
		profiler.tick();
		var report = profiler.report();
		System.out.println("reason=" + report.allocations().unavailable());
		System.out.println("failures=" + report.cost().stepFailures());
		System.out.println("samples=" + report.totalSamples());
		System.out.println("verdict=" + report.leakAnalysis().verdict());
	}

	/** The repository is named by the first use of JFR. */
	private static boolean isFlightRecorderLoaded() {
		return System.getProperty("jdk.jfr.repository") != null;
	}

}
