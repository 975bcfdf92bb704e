package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.memprof.report.JsonReport;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.OtlpTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig;
import io.memprof.telemetry.TelemetryStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where the thirteen meters are pushed and how that goes.
 */
final class OtlpSection implements TelemetrySection {

	private final TelemetryConfig config;

	private final MemoryTelemetryExporter exporter;

	OtlpSection(TelemetryConfig config, MemoryTelemetryExporter exporter) {
		this.config = config;
		this.exporter = exporter;
	}

	/**
	 * The section for an exporter, or for the reason why it does not start.
	 */
	static TelemetrySection of(TelemetryConfig config, MemoryTelemetryExporter exporter, OtlpOverlap overlap) {
		String url = overlap.url();
		return (url == null) ? new OtlpSection(config, exporter) : TelemetrySection
			.off("the application itself pushes its meters, these among them, to " + withoutSecrets(URI.create(url)));
	}

	@Override
	public Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		if (this.exporter instanceof OtlpTelemetryExporter otlp) {
			putStatus(json, otlp.status());
		}
		else {
			json.put("state", "replaced");
		}
		json.put("endpoint", withoutSecrets(this.config.endpoint()));
		json.put("transport", this.config.transport().name().toLowerCase(Locale.ROOT));
		json.put("serviceName", this.config.serviceName());
		json.put("serviceInstanceId", this.config.serviceInstanceId());
		json.put("exportInterval", this.config.exportInterval().toString());
		return json;
	}

	@Override
	public String words() {
		return "OTLP push: every %s to %s (%s)".formatted(Words.of(this.config.exportInterval()),
				withoutSecrets(this.config.endpoint()), this.config.transport().name().toLowerCase(Locale.ROOT));
	}

	private static void putStatus(Map<String, Object> json, TelemetryStatus status) {
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

	private static String orNone(@Nullable String text) {
		return (text != null) ? text : "none";
	}

	/**
	 * Scheme, host, port and path: user info and query may carry a token.
	 */
	static String withoutSecrets(URI uri) {
		String port = (uri.getPort() != -1) ? ":" + uri.getPort() : "";
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		return uri.getScheme() + "://" + uri.getHost() + port + path;
	}

}
