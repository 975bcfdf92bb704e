package io.memprof.autoconfigure;

import java.util.stream.Stream;

import org.springframework.util.ClassUtils;

/**
 * Boot's auto-configurations for meter registries, wherever this version keeps them.
 */
final class BootMetrics {

	private BootMetrics() {
	}

	static Class<?>[] all() {
		return Stream.of("MetricsAutoConfiguration", "CompositeMeterRegistryAutoConfiguration")
			.map(BootMetrics::find)
			.toArray(Class<?>[]::new);
	}

	private static Class<?> find(String name) {
		return Stream
			.of("org.springframework.boot.micrometer.metrics.autoconfigure.",
					"org.springframework.boot.actuate.autoconfigure.metrics.")
			.map((prefix) -> prefix + name)
			.filter((className) -> ClassUtils.isPresent(className, null))
			.map((className) -> ClassUtils.resolveClassName(className, null))
			.findFirst()
			.orElseThrow();
	}

}
