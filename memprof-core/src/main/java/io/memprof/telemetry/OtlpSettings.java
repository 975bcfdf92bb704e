package io.memprof.telemetry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.HistogramFlavor;
import io.micrometer.registry.otlp.OtlpConfig;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the private registry. All that Micrometer would else take from
 * {@code OTEL_*} variables of the environment is given here, so that the application's
 * own export and ours do not mix.
 */
final class OtlpSettings implements OtlpConfig {

	private final TelemetryConfig config;

	private final String firstSessionId;

	OtlpSettings(TelemetryConfig config, String firstSessionId) {
		this.config = config;
		this.firstSessionId = firstSessionId;
	}

	@Override
	public @Nullable String get(String key) {
		return null;
	}

	/**
	 * False means that the registry neither starts a thread nor publishes when it closes:
	 * {@link PushThread} does both.
	 */
	@Override
	public boolean enabled() {
		return false;
	}

	@Override
	public Duration step() {
		return this.config.exportInterval();
	}

	/**
	 * Shown by Micrometer in its log, used by nobody: {@link CollectorSender} knows where
	 * to send.
	 */
	@Override
	public String url() {
		return "memprof";
	}

	@Override
	public Map<String, String> headers() {
		return Map.of();
	}

	@Override
	public Map<String, String> resourceAttributes() {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("service.name", this.config.serviceName());
		attributes.put("service.instance.id", this.config.serviceInstanceId());
		if (this.config.serviceVersion() != null) {
			attributes.put("service.version", this.config.serviceVersion());
		}
		if (this.config.traceCorrelation()) {
			attributes.put(TelemetryConfig.SESSION_ATTRIBUTE, this.firstSessionId);
		}
		return attributes;
	}

	@Override
	public AggregationTemporality aggregationTemporality() {
		return AggregationTemporality.CUMULATIVE;
	}

	@Override
	public HistogramFlavor histogramFlavor() {
		return HistogramFlavor.EXPLICIT_BUCKET_HISTOGRAM;
	}

	/**
	 * Micrometer 1.17 would send two more meters.
	 */
	@Override
	public boolean publishMaxGaugeForHistograms() {
		return false;
	}

}
