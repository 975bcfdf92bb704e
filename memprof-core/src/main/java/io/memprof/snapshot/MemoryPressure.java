package io.memprof.snapshot;

/**
 * How near the process is to the limit that binds first.
 */
public enum MemoryPressure {

	/** Below the warning threshold. */
	NORMAL,
	/** At or above the warning threshold. */
	WARNING,
	/** At or above the alert threshold. */
	CRITICAL

}
