package io.memprof;

/**
 * The life of a {@link MemoryProfiler}.
 */
public enum ProfilerState {

	/** Created, not started. */
	CREATED,
	/** Ticking. */
	RUNNING,
	/** Stopped; the last report stays readable. */
	STOPPED

}
