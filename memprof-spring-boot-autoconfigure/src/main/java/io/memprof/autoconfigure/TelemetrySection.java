package io.memprof.autoconfigure;

import java.util.Map;

/**
 * What the report and the start line say about the push over OTLP. Never a secret: no
 * header, no credentials of a URL.
 */
interface TelemetrySection {

	/**
	 * The section {@code telemetry} of the report.
	 */
	Map<String, Object> json();

	/**
	 * The same in half a sentence.
	 */
	String words();

	/**
	 * Nothing is pushed.
	 * @param reason why
	 */
	static TelemetrySection off(String reason) {
		return new TelemetrySection() {

			@Override
			public Map<String, Object> json() {
				return PushStatusJson.off(reason);
			}

			@Override
			public String words() {
				return "OTLP push: off, as " + reason;
			}

		};
	}

}
