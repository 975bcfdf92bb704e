package io.memprof.autoconfigure;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

import io.memprof.telemetry.TelemetryConfig;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Whether the application's own OTLP registry pushes to the collector that memprof would
 * push to. The thirteen meters are in that registry too, so they would arrive twice.
 *
 * @param url where the application pushes, or {@code null} when it does not push there
 */
record OtlpOverlap(@Nullable String url) {

	/** The two ports of one collector: gRPC and HTTP. */
	private static final Set<Integer> COLLECTOR_PORTS = Set.of(4317, 4318);

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	static OtlpOverlap find(TelemetryConfig config, ListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(OtlpMeterRegistry.class, true, false).length == 0) {
			return new OtlpOverlap(null);
		}
		return new OtlpOverlap(beanFactory.getBeanProvider(OtlpConfig.class)
			.stream()
			.filter(OtlpConfig::enabled)
			.map(OtlpConfig::url)
			.filter((url) -> isSamePlace(config.endpoint(), url))
			.findFirst()
			.orElse(null));
	}

	static boolean isSamePlace(URI endpoint, String url) {
		try {
			URI other = URI.create(url);
			return host(endpoint).equals(host(other)) && isSamePort(port(endpoint), port(other));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isSamePort(int port, int other) {
		return port == other || (COLLECTOR_PORTS.contains(port) && COLLECTOR_PORTS.contains(other));
	}

	private static String host(URI uri) {
		String host = (uri.getHost() != null) ? uri.getHost().toLowerCase(Locale.ROOT) : "";
		return LOOPBACK.contains(host) ? "localhost" : host;
	}

	private static int port(URI uri) {
		if (uri.getPort() != -1) {
			return uri.getPort();
		}
		return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
	}

}
