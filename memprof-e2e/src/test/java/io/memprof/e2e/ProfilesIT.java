package io.memprof.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The allocation profile of the shop, taken by the real collector.
 */
class ProfilesIT {

	private static final Path CONFIGURATION = Path.of("src/test/resources/profiles-collector.yaml");

	@Test
	void theCollectorReadsWhoAllocates() throws Exception {
		try (Collector collector = Collector.start(CONFIGURATION, Map.of(), "--feature-gates=service.profilesSupport");
				Shop shop = Shop.open("--demo.leak=none", "--memprof.profiles.enabled=true",
						"--memprof.profiles.interval=5s", "--memprof.profiles.endpoint=http://localhost:"
								+ collector.httpPort() + "/v1development/profiles")) {
			shop.await("profiled", Duration.ofSeconds(60), () -> profiles(shop).path("pushes").asLong() > 1);

			assertThat(profiles(shop).path("state").asString()).isEqualTo("ok");
			assertThat(profiles(shop).path("partialSuccess").asString()).isEqualTo("none");
			assertThat(collector.log()).contains("service.name: Str(memprof-demo)")
				.contains("service.instance.id: Str(" + shop.telemetry().path("serviceInstanceId").asString(""))
				.contains("allocations", "bytes", "byte[]")
				.containsPattern("io\\.memprof\\.demo\\.[\\w.]+")
				.doesNotContain("http-nio");
			assertThat(shop.log()).contains("memprof profiles reach http://localhost:" + collector.httpPort());
		}
	}

	private static JsonNode profiles(Shop shop) throws Exception {
		return shop.telemetry().path("profiles");
	}

}
