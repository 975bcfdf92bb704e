package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

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

	private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

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
		URI endpoint = endpoint(telemetry.endpoint());
		Transport transport = telemetry.transport();
		checkHeaders(telemetry.headers());
		return new TelemetryConfig(telemetry.enabled(), endpoint,
				(transport != null) ? transport : Transport.of(endpoint), serviceName(telemetry),
				serviceVersion(telemetry, build), serviceInstanceId(),
				Setting.atLeast(LEAST_INTERVAL, "memprof.telemetry.export-interval", telemetry.exportInterval()),
				Setting.atLeast(LEAST_INTERVAL, "memprof.telemetry.timeout", telemetry.timeout()),
				telemetry.compression(), telemetry.headers(), telemetry.sessionLabel(), telemetry.traceCorrelation());
	}

	private static URI endpoint(String text) {
		try {
			URI uri = URI.create(text.trim());
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null && uri.getPort() <= 65535) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// not a URL
		}
		throw Setting.wrong("memprof.telemetry.endpoint", text,
				"It must be a URL with scheme http or https and a host, such as http://localhost:4317 (OTLP over gRPC) "
						+ "or http://localhost:4318/v1/metrics (OTLP over HTTP).");
	}

	/**
	 * Names the property without the header, or Boot would look its value up and print
	 * it.
	 */
	private static void checkHeaders(Map<String, String> headers) {
		headers.forEach((name, value) -> {
			if (!HEADER_NAME.matcher(name).matches()) {
				throw Setting.wrong("memprof.telemetry.headers", name + ": ******",
						"The name of a header must be letters, digits and hyphens, such as authorization.");
			}
			if (!value.chars().allMatch((c) -> c == '\t' || (c >= ' ' && c < 0x7f))) {
				throw Setting.wrong("memprof.telemetry.headers", name + ": ******",
						"The value of a header must be printable ASCII on one line.");
			}
		});
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
