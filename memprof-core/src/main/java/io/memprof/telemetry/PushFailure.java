package io.memprof.telemetry;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Why a push failed, for a person.
 *
 * @param what what happened
 * @param advice what to change
 * @param retryAfter how long the collector wants to be left alone, or {@code null}
 */
record PushFailure(String what, String advice, @Nullable Duration retryAfter) {

	static PushFailure of(String what, String advice) {
		return new PushFailure(what, advice, null);
	}

	PushFailure withMessage(String message) {
		return message.isEmpty() ? this
				: new PushFailure(this.what + " (\"" + message + "\")", this.advice, this.retryAfter);
	}

	@Override
	public String toString() {
		return this.what + "; " + this.advice;
	}

}
