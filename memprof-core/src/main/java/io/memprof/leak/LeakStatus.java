package io.memprof.leak;

/**
 * Whether a leak was seen before.
 */
public enum LeakStatus {

	/** First reported by the latest analysis, and unknown to the run before this one. */
	NEW,
	/** Reported by an earlier analysis, or by the run before this one, and there. */
	KNOWN,
	/** Reported earlier; no longer accumulates. */
	GONE

}
