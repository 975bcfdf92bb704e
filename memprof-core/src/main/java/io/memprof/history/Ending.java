package io.memprof.history;

/**
 * How a run ended.
 */
enum Ending {

	/** It has not. */
	RUNNING,
	/** The application was stopped and had the time to say so. */
	CLEANLY,
	/** A new session was asked for. */
	NEW_SESSION,
	/** Killed, crashed, or out of memory. */
	NOT_CLEANLY,
	/** It has not said so, and this file system does not tell whether it still runs. */
	UNKNOWN;

	/** Whether the run itself has said so. */
	boolean isSaid() {
		return this == CLEANLY || this == NEW_SESSION;
	}

}
