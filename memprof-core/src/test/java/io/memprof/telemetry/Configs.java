package io.memprof.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.memprof.telemetry.TelemetryConfig.Transport;

/**
 * Configurations that push only when asked to.
 */
final class Configs {

	static final Duration NEVER = Duration.ofHours(1);

	static final Duration TIMEOUT = Duration.ofSeconds(20);

	private Configs() {
	}

	static TelemetryConfig to(Transport transport, URI endpoint) {
		return to(transport, endpoint, TIMEOUT, Compression.GZIP, Map.of());
	}

	static TelemetryConfig to(Transport transport, URI endpoint, Duration timeout) {
		return to(transport, endpoint, timeout, Compression.GZIP, Map.of());
	}

	static TelemetryConfig to(Transport transport, URI endpoint, Duration timeout, Compression compression,
			Map<String, String> headers) {
		return new TelemetryConfig(true, endpoint, transport, "shop", "1.2.3", "instance-1", NEVER, timeout,
				compression, headers, SessionLabel.SNAPSHOT);
	}

	static TelemetryConfig disabled() {
		return new TelemetryConfig(false, URI.create("http://localhost:4317"), Transport.GRPC, "shop", null, "i", NEVER,
				TIMEOUT, Compression.GZIP, Map.of(), SessionLabel.SNAPSHOT);
	}

}
