package io.memprof.telemetry;

/**
 * How the push of meters is doing.
 */
public enum ExportState {

	/** Switched off: nothing is sent. */
	DISABLED,
	/** Nothing was sent yet. */
	STARTING,
	/** The last push was accepted. */
	OK,
	/** The last push failed; the next one carries everything again. */
	FAILING

}
