package io.memprof.benchmarks.corpus;

import java.util.List;

/**
 * Collectors that programs run under. Which there are depends on the JDK: ZGC has
 * generations since JDK 21 and always since 24, Shenandoah may have them since 24.
 */
public enum Collector {

	SERIAL("-XX:+UseSerialGC"), PARALLEL("-XX:+UseParallelGC"), G1("-XX:+UseG1GC"), ZGC("-XX:+UseZGC"),
	SHENANDOAH("-XX:+UseShenandoahGC"),
	GENERATIONAL_SHENANDOAH("-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational");

	private final List<String> flags;

	Collector(String... flags) {
		this.flags = List.of(flags);
	}

	public List<String> flags() {
		return this.flags;
	}

	/** Whether the application runs on while the heap is emptied. */
	public boolean isConcurrent() {
		return this == ZGC || this == SHENANDOAH || this == GENERATIONAL_SHENANDOAH;
	}

}
