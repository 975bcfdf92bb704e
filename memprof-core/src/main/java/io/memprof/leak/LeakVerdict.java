package io.memprof.leak;

/**
 * What memprof says about the application, from "cannot tell" to "it leaks".
 */
public enum LeakVerdict {

	/** Too early: start-up and first load still shape the heap. */
	WARMING_UP,
	/** Warm, but too little was observed to say anything. */
	INSUFFICIENT_EVIDENCE,
	/** Enough was observed, and nothing accumulates. */
	HEALTHY,
	/** The live heap rises, but no objects could be named that accumulate. */
	GROWING,
	/** Objects of one site accumulate and nothing shows that they are bounded. */
	SUSPECTED,
	/** Objects accumulate, are provably reachable, and the live heap rises with them. */
	CONFIRMED,
	/** It grew, and its holder is bounded or it has stopped. */
	BOUNDED,
	/** A leak was reported and has stopped or been released. */
	RECOVERED,
	/** This JVM cannot give the evidence. */
	UNAVAILABLE;

	/**
	 * Whether a person should be alarmed.
	 */
	public boolean isAlarm() {
		return this == SUSPECTED || this == CONFIRMED;
	}

}
