package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Duration;

import io.memprof.ProfilerSettings;
import io.memprof.profiles.ProfilesConfig;
import io.memprof.profiles.ProfilesConfig.Format;
import io.memprof.telemetry.TelemetryConfig;

/**
 * Checks {@code memprof.profiles} and completes it with what the push of meters and
 * allocation tracking know already. Wrong values stop start-up even while profiles are
 * off.
 */
final class ProfilesConfigMapping {

	/** Each profile costs two rotations of JFR's chunks. */
	private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);

	private static final Duration LEAST_TIMEOUT = Duration.ofMillis(10);

	private ProfilesConfigMapping() {
	}

	static ProfilesConfig map(MemprofProperties.Profiles profiles, TelemetryConfig telemetry,
			ProfilerSettings settings) {
		URI endpoint = Setting.url("memprof.profiles.endpoint", profiles.endpoint(),
				"http://localhost:4318/v1development/profiles (OTLP) or http://localhost:4040/ingest (Pyroscope)");
		Setting.checkHeaders("memprof.profiles.headers", profiles.headers());
		Format format = profiles.format();
		return new ProfilesConfig(endpoint, (format != null) ? format : Format.of(endpoint),
				Setting.atLeast(LEAST_INTERVAL, "memprof.profiles.interval", profiles.interval()),
				Setting.atLeast(LEAST_TIMEOUT, "memprof.profiles.timeout", profiles.timeout()), profiles.headers(),
				settings.allocations().samplesPerSecond(), new ProfilesConfig.Service(telemetry.serviceName(),
						telemetry.serviceVersion(), telemetry.serviceInstanceId()));
	}

}
