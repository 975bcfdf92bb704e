package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.memprof.telemetry.TelemetryConfig;
import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.memprof.telemetry.TelemetryConfig.Transport;

/**
 * Telemetry configurations for tests.
 */
final class Configs {

	private Configs() {
	}

	static TelemetryConfig telemetry(String endpoint) {
		URI uri = URI.create(endpoint);
		return new TelemetryConfig(true, uri, Transport.of(uri), "shop", "1.2", "instance-1", Duration.ofSeconds(10),
				Duration.ofSeconds(10), Compression.GZIP, Map.of("authorization", "Bearer s3cret"),
				SessionLabel.SNAPSHOT);
	}

}
