package io.memprof.history;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where reports are kept, and how much of them.
 *
 * @param directory created when it is missing; other services and instances may share it
 * @param maxBytes of all files of one service together
 * @param maxAge of a file since it was last written
 */
public record HistorySettings(Path directory, long maxBytes, Duration maxAge) {

	private static final long LARGEST_RUN = 1 << 20;

	private static final int RUNS_THAT_FIT = 10;

	/** Largest file of one run, so that some runs fit. */
	long maxBytesOfRun() {
		return Math.min(LARGEST_RUN, this.maxBytes / RUNS_THAT_FIT);
	}

}
