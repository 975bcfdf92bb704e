package io.memprof.telemetry;

import java.io.IOException;

/**
 * A push failed for a reason that is known already.
 */
final class PushFailedException extends IOException {

	private final transient PushFailure failure;

	PushFailedException(PushFailure failure) {
		super(failure.toString());
		this.failure = failure;
	}

	PushFailure failure() {
		return this.failure;
	}

}
