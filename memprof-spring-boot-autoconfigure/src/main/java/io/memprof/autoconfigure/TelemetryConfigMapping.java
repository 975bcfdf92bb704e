package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.memprof.telemetry.TelemetryConfig;
import io.memprof.telemetry.TelemetryConfig.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;

/**
 * Checks {@code memprof.telemetry} and completes it with what the application says about
 * itself elsewhere. Wrong values stop start-up even while telemetry is off, so that
 * switching it on holds no surprise.
 */
final class TelemetryConfigMapping {

	private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

	private final Environment environment;

	/**
	 * A mapping for one application.
	 * @param environment name, version and resource attributes of the application
	 */
	TelemetryConfigMapping(Environment environment) {
		this.environment = environment;
	}

	/**
	 * The configuration of the exporter.
	 * @param build what the build wrote about itself, or {@code null}
	 */
	TelemetryConfig map(MemprofProperties.Telemetry telemetry, @Nullable BuildProperties build) {
		URI endpoint = Setting.url("memprof.telemetry.endpoint", telemetry.endpoint(),
				"http://localhost:4317 (OTLP over gRPC) or http://localhost:4318/v1/metrics (OTLP over HTTP)");
		Transport transport = telemetry.transport();
		Setting.checkHeaders("memprof.telemetry.headers", telemetry.headers());
		return new TelemetryConfig(telemetry.enabled(), endpoint,
				(transport != null) ? transport : Transport.of(endpoint), serviceName(telemetry),
				serviceVersion(telemetry, build), serviceInstanceId(),
				Setting.atLeast(LEAST_INTERVAL, "memprof.telemetry.export-interval", telemetry.exportInterval()),
				Setting.atLeast(LEAST_INTERVAL, "memprof.telemetry.timeout", telemetry.timeout()),
				telemetry.compression(), telemetry.headers(), telemetry.sessionLabel(), telemetry.traceCorrelation());
	}

	private String serviceName(MemprofProperties.Telemetry telemetry) {
		String name = firstText(telemetry.serviceName(), this.environment.getProperty("spring.application.name"));
		return (name != null) ? name : "unknown_service";
	}

	private @Nullable String serviceVersion(MemprofProperties.Telemetry telemetry, @Nullable BuildProperties build) {
		return firstText(telemetry.serviceVersion(), (build != null) ? build.getVersion() : null,
				this.environment.getProperty("spring.application.version"));
	}

	private String serviceInstanceId() {
		String id = new ResourceAttributes(this.environment).instance();
		return (id != null) ? id : UUID.randomUUID().toString();
	}

	private static @Nullable String firstText(@Nullable String... candidates) {
		for (String candidate : candidates) {
			if (candidate != null && !candidate.isBlank()) {
				return candidate;
			}
		}
		return null;
	}

}
