package io.memprof.autoconfigure;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.OtlpTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig;

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
		return (url == null) ? new OtlpSection(config, exporter)
				: TelemetrySection.off("the application itself pushes its meters, these among them, to "
						+ PushStatusJson.withoutSecrets(URI.create(url)));
	}

	@Override
	public Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		if (this.exporter instanceof OtlpTelemetryExporter otlp) {
			PushStatusJson.put(json, otlp.status());
		}
		else {
			json.put("state", "replaced");
		}
		json.put("endpoint", PushStatusJson.withoutSecrets(this.config.endpoint()));
		json.put("transport", this.config.transport().name().toLowerCase(Locale.ROOT));
		json.put("serviceName", this.config.serviceName());
		json.put("serviceInstanceId", this.config.serviceInstanceId());
		json.put("exportInterval", this.config.exportInterval().toString());
		return json;
	}

	@Override
	public String words() {
		return "OTLP push: every %s to %s (%s)".formatted(Words.of(this.config.exportInterval()),
				PushStatusJson.withoutSecrets(this.config.endpoint()),
				this.config.transport().name().toLowerCase(Locale.ROOT));
	}

}
