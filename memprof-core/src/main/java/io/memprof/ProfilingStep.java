package io.memprof;

/**
 * The steps of one tick, in order. A step that fails is logged once, counted, and the
 * next step runs.
 */
public enum ProfilingStep {

	/** Reads what memory is in use now. */
	SNAPSHOT,
	/** Shares out the bytes allocated since the last tick by the sampled allocations. */
	ALLOCATIONS,
	/** Takes in the collections since the last tick. */
	LIVE_HEAP,
	/** Every analysis interval: collects surviving objects and computes the verdict. */
	JUDGE,
	/** Hands the results to meters, report and listeners. */
	PUBLISH

}
