package io.memprof.profiles;

/**
 * There is no profile to send this time, for a reason that a person can mend.
 */
final class NoProfileException extends Exception {

	private final String what;

	private final String advice;

	NoProfileException(String what, String advice) {
		super(what + "; " + advice);
		this.what = what;
		this.advice = advice;
	}

	String what() {
		return this.what;
	}

	String advice() {
		return this.advice;
	}

}
