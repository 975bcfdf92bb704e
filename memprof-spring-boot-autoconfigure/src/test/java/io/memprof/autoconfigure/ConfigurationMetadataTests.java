package io.memprof.autoconfigure;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	@Test
	void everyPropertyIsDescribed() throws Exception {
		assertThat(properties()).isNotEmpty()
			.allSatisfy((property) -> assertThat((String) property.get("description"))
				.as("description of %s", property.get("name"))
				.isNotBlank()
				.endsWith("."));
	}

	@Test
	void everyPropertyOfTheContractIsThere() throws Exception {
		assertThat(properties()).extracting((property) -> property.get("name"))
			.contains("memprof.enabled", "memprof.sampling-interval", "memprof.max-samples", "memprof.components",
					"memprof.allocations.enabled", "memprof.allocations.samples-per-second",
					"memprof.allocations.exact-operations", "memprof.leaks.enabled", "memprof.leaks.analysis-interval",
					"memprof.leaks.warm-up", "memprof.leaks.reference-chains", "memprof.leaks.pause-budget",
					"memprof.leaks.ignore", "memprof.flame-graph.enabled", "memprof.thresholds.warning",
					"memprof.thresholds.alert", "memprof.telemetry.enabled", "memprof.telemetry.endpoint",
					"memprof.telemetry.transport", "memprof.telemetry.service-name",
					"memprof.telemetry.service-version", "memprof.telemetry.export-interval",
					"memprof.telemetry.headers", "memprof.telemetry.timeout", "memprof.telemetry.compression",
					"memprof.telemetry.session-label", "memprof.telemetry.trace-correlation",
					"memprof.profiles.enabled", "memprof.profiles.endpoint", "memprof.profiles.format",
					"memprof.profiles.interval", "memprof.profiles.headers", "memprof.profiles.timeout",
					"memprof.history.directory", "memprof.history.max-size", "memprof.history.max-age",
					"memprof.cost.max-cpu", "memprof.cost.max-heap", "memprof.cost.max-disk",
					"management.endpoint.memprof.access");
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> properties() throws Exception {
		try (InputStream metadata = MemprofAutoConfiguration.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
			return (List<Map<String, Object>>) JsonParserFactory.getJsonParser().parseMap(json).get("properties");
		}
	}

}
