package io.memprof.autoconfigure;

import java.util.LinkedHashMap;
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
				Map<String, Object> json = new LinkedHashMap<>();
				json.put("state", "off");
				json.put("reason", reason);
				return json;
			}

			@Override
			public String words() {
				return "OTLP push: off, as " + reason;
			}

		};
	}

}
