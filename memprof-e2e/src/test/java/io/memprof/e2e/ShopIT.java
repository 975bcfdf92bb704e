package io.memprof.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README promises, with the packaged shop: {@code ./mvnw verify -Pe2e}.
 */
class ShopIT {

	private static final Set<String> ALARMS = Set.of("SUSPECTED", "CONFIRMED");

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(150);

	private static final Duration QUIET_TIME = Duration.ofSeconds(120);

	@Test
	void namesTheLeakItIsShippedWith() throws Exception {
		try (Shop shop = Shop.open()) {
			Instant deadline = Instant.now().plus(LONGEST_WAIT);
			JsonNode report = shop.json("/actuator/memprof");
			while (!namesTheAuditTrail(report) && Instant.now().isBefore(deadline)) {
				Thread.sleep(1_000);
				report = shop.json("/actuator/memprof");
			}

			assertThat(namesTheAuditTrail(report)).as("%s\n%s", shop.log(), report.toPrettyString()).isTrue();
			JsonNode rss = shop.json("/actuator/metrics/memory.rss_bytes");
			assertThat(rss.path("measurements").path(0).path("value").asDouble()).isGreaterThan(50 << 20);
		}
	}

	@Test
	void raisesNoAlarmWithoutALeak() throws Exception {
		try (Shop shop = Shop.open("--demo.leak=none")) {
			Instant end = Instant.now().plus(QUIET_TIME);
			JsonNode report = shop.json("/actuator/memprof");
			while (Instant.now().isBefore(end)) {
				assertThat(verdict(report)).as("%s\n%s", shop.log(), report.toPrettyString()).isNotIn(ALARMS);
				Thread.sleep(1_000);
				report = shop.json("/actuator/memprof");
			}

			assertThat(verdict(report)).as("it was judged at all").isNotIn("", "WARMING_UP", "UNAVAILABLE");
		}
	}

	/** The objects that the audit trail keeps, from the place where they are made. */
	private static boolean namesTheAuditTrail(JsonNode report) {
		if (!ALARMS.contains(verdict(report))) {
			return false;
		}
		for (JsonNode leak : report.path("leakAnalysis").path("potentialLeaks")) {
			if (leak.path("className").asString("").startsWith("io.memprof.demo.order.")
					&& leak.path("allocationSite").asString("").startsWith("io.memprof.demo.order.")
					&& leak.path("holder").asString("").contains("OrderAudit.trail")) {
				return true;
			}
		}
		return false;
	}

	private static String verdict(JsonNode report) {
		return report.path("leakAnalysis").path("verdict").asString("");
	}

}
