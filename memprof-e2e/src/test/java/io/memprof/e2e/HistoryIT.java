package io.memprof.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged shop leaks, is killed, and is started again.
 */
class HistoryIT {

	private static final String HISTORY = "/actuator/memprof/history";

	private static final Set<String> ALARMS = Set.of("SUSPECTED", "CONFIRMED");

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

	@TempDir
	private Path directory;

	@Test
	void theNextStartKnowsTheLeakOfTheOneThatWasKilled() throws Exception {
		String killed;
		JsonNode leak;
		try (Shop shop = open()) {
			shop.await("alarmed", LONGEST_WAIT, () -> isAlarm(shop.json(HISTORY).at("/runs/0")));
			JsonNode run = shop.json(HISTORY).at("/runs/0");
			killed = run.path("sessionId").asString();
			leak = run.at("/leaks/0");
			shop.kill();
		}
		try (Shop shop = open()) {
			shop.await("kept", LONGEST_WAIT, () -> shop.json(HISTORY).path("runs").size() == 2);
			JsonNode before = shop.json(HISTORY).at("/runs/1");
			assertThat(before.path("sessionId").asString()).isEqualTo(killed);
			assertThat(before.path("ended").asString()).isEqualTo("NOT_CLEANLY");
			assertThat(isAlarm(before)).isTrue();
			assertThat(shop.json(HISTORY + "/" + killed).at("/report/leakAnalysis/potentialLeaks/0/stackTrace"))
				.isNotEmpty();
			assertThat(change(shop, leak)).isEqualTo("NOT_SEEN_YET");

			shop.await("alarmed again", LONGEST_WAIT, () -> "KNOWN".equals(change(shop, leak)));
			shop.json("/actuator/memprof/leaks").path("potentialLeaks").forEach((again) -> {
				if (again.path("holder").equals(leak.path("holder"))) {
					assertThat(again.path("status").asString()).isEqualTo("KNOWN");
				}
			});
			JsonNode counted = shop.json("/actuator/metrics/memory.leak.count");
			assertThat(counted.at("/measurements/0/value").asDouble()).isPositive();
			assertThat(shop.log()).contains("memprof: the run before, session " + killed, "did not end cleanly");
		}
	}

	private Shop open() throws Exception {
		return Shop.openInHaste("--memprof.history.directory=" + this.directory);
	}

	private static boolean isAlarm(JsonNode run) {
		return ALARMS.contains(run.path("verdict").asString("")) && !run.path("leaks").isEmpty();
	}

	/** What became of a leak, by who holds it. */
	private static String change(Shop shop, JsonNode leak) throws Exception {
		for (JsonNode compared : shop.json(HISTORY).at("/comparison/leaks")) {
			if (compared.at("/before/holder").equals(leak.path("holder"))) {
				return compared.path("change").asString("");
			}
		}
		return "";
	}

}
