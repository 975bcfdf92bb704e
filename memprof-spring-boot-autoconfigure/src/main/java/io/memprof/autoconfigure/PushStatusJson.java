package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.memprof.report.JsonReport;
import io.memprof.telemetry.TelemetryStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a push goes, as the report shows it.
 */
final class PushStatusJson {

	private PushStatusJson() {
	}

	static void put(Map<String, Object> json, TelemetryStatus status) {
		Instant lastSuccess = status.lastSuccess();
		json.put("state", status.state().name().toLowerCase(Locale.ROOT));
		json.put("lastSuccess",
				(lastSuccess != null) ? lastSuccess.toString() : JsonReport.unavailable("no push was accepted yet"));
		json.put("lastError", orNone(status.lastError()));
		json.put("partialSuccess", orNone(status.partialSuccess()));
		json.put("consecutiveFailures", status.consecutiveFailures());
		json.put("pushes", status.pushes());
		json.put("lastPushBytes", status.lastPushBytes());
	}

	/**
	 * There is no push.
	 */
	static Map<String, Object> off(String reason) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("state", "off");
		json.put("reason", reason);
		return json;
	}

	/**
	 * Scheme, host, port and path: user info and query may carry a token.
	 */
	static String withoutSecrets(URI uri) {
		String port = (uri.getPort() != -1) ? ":" + uri.getPort() : "";
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		return uri.getScheme() + "://" + uri.getHost() + port + path;
	}

	private static String orNone(@Nullable String text) {
		return (text != null) ? text : "none";
	}

}
