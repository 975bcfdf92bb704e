package io.memprof.history;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The run that goes on in this process. For one thread.
 */
final class OpenRun {

	private final long number;

	private final String sessionId;

	private final @Nullable Run before;

	private @Nullable RunLock lock;

	private boolean locks = true;

	OpenRun(long number, String sessionId, @Nullable Run before) {
		this.number = number;
		this.sessionId = sessionId;
		this.before = before;
	}

	long number() {
		return this.number;
	}

	String sessionId() {
		return this.sessionId;
	}

	/** The run to compare with, or {@code null}. */
	@Nullable Run before() {
		return this.before;
	}

	/**
	 * Tells others that it goes on; where that cannot be told it is written all the same.
	 */
	void hold(RunDirectory directory) {
		if (this.lock == null && this.locks) {
			try {
				this.lock = directory.lock(this.sessionId);
			}
			catch (IOException ex) {
				this.locks = false;
			}
		}
	}

	void release() throws IOException {
		RunLock lock = this.lock;
		this.lock = null;
		if (lock != null) {
			lock.close();
		}
	}

	/** Whether that run must stay whatever the bounds say. */
	boolean needs(Run run) {
		return run.sessionId().equals(this.sessionId) || run.ending() == Ending.RUNNING
				|| (this.before != null && run.sessionId().equals(this.before.sessionId()));
	}

}
