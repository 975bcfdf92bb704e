package io.memprof.allocation;

/**
 * Why the bytes of an execution are not known.
 */
enum WhyUnmeasured {

	NO_SCOPE("no scope was opened, as under WebFlux: nobody knows which thread worked for it"),

	NOT_COUNTED("the JVM gave no count for its thread: it counts no virtual threads one by one"),

	CLOSED_ELSEWHERE("a scope closed on another thread than it was opened on"),

	LEFT_OPEN("a scope was still open on another thread at the end");

	private final String reason;

	WhyUnmeasured(String reason) {
		this.reason = reason;
	}

	String reason() {
		return this.reason;
	}

}
