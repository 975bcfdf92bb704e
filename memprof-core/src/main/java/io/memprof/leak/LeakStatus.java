package io.memprof.leak;

/**
 * Whether a leak was seen before.
 */
public enum LeakStatus {

	/** First reported by the latest analysis. */
	NEW,
	/** Reported by an earlier analysis and still there. */
	KNOWN,
	/** Reported earlier; no longer accumulates. */
	GONE

}
