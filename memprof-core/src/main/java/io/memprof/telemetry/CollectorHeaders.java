package io.memprof.telemetry;

import java.util.Map;

import okhttp3.Headers;

/**
 * The configured headers: sent with each push, shown to nobody. What the collector
 * answers is shown without their values, as some repeat a key they do not know.
 */
final class CollectorHeaders {

	private static final int MAX_EXCERPT = 200;

	private static final int SHORTEST_SECRET = 4;

	private final PushTarget target;

	CollectorHeaders(PushTarget target) {
		this.target = target;
	}

	/**
	 * The headers as HTTP wants them. White space around a value is not part of it; a
	 * secret read from a file often ends with a line break.
	 * @throws PushFailedException when one cannot be sent
	 */
	Headers toHttp() throws PushFailedException {
		Headers.Builder headers = new Headers.Builder().add("User-Agent", "memprof");
		for (Map.Entry<String, String> header : this.target.headers().entrySet()) {
			try {
				headers.set(header.getKey().strip(), header.getValue().strip());
			}
			catch (IllegalArgumentException ex) {
				// the cause would show the value
				throw new PushFailedException(PushFailure
					.of("the header " + header.getKey() + " has characters that HTTP does not allow", "correct "
							+ this.target.words().property("headers") + "; names and values are printable ASCII"));
			}
		}
		return headers.build();
	}

	/**
	 * The printable part of what the collector said, short and without secrets: neither a
	 * whole value nor a word of one, as in {@code Bearer <token>}.
	 */
	String excerpt(String message) {
		String printable = message.replaceAll("[\\p{Cntrl}\\uFFFD]+", " ").strip();
		for (String value : this.target.headers().values()) {
			for (String word : value.strip().split("\\s+")) {
				if (word.length() >= SHORTEST_SECRET) {
					printable = printable.replace(word, "***");
				}
			}
		}
		return (printable.length() > MAX_EXCERPT) ? printable.substring(0, MAX_EXCERPT) + "…" : printable;
	}

}
