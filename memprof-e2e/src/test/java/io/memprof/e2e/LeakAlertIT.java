package io.memprof.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.memprof.e2e.PrometheusServer.Alert;
import io.memprof.e2e.PrometheusServer.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The leak of the shop makes the shipped alerts fire, and its fix makes them resolve. The
 * shop's times are a twelfth and less of a production's, so those of the rules are a
 * tenth. Prints how long the way from the verdict to the alert is.
 */
class LeakAlertIT {

	@TempDir
	private Path directory;

	@Test
	void theLeakMakesItsAlertsFireAndTheFixMakesThemResolve() throws Exception {
		int scraped = Program.freePort();
		try (Collector collector = Collector.start(Collector.SHIPPED, Map.of());
				PrometheusServer prometheus = PrometheusServer
					.start(this.directory,
							new Setup(Map.of("collector", List.of(collector.metricsPort()), "application",
									List.of(scraped)), 10, "exemplar-storage"));
				Shop shop = Shop.open("--server.port=" + scraped, "--memprof.telemetry.enabled=true",
						"--memprof.telemetry.service-name=application",
						"--memprof.telemetry.endpoint=http://127.0.0.1:" + collector.grpcPort(),
						"--memprof.telemetry.export-interval=1s")) {
			shop.await("judged to leak critically", Duration.ofMinutes(4),
					() -> severities(shop.json("/actuator/memprof/leaks")).contains("critical"));
			long verdict = System.nanoTime();
			prometheus.await("firing", Duration.ofMinutes(1),
					() -> firing(prometheus, "MemprofCriticalLeak").isPresent());
			Duration untilItFires = Duration.ofNanos(System.nanoTime() - verdict);

			Alert alert = firing(prometheus, "MemprofCriticalLeak").orElseThrow();
			assertThat(alert.labels()).containsEntry("component", "order").containsEntry("severity", "critical");
			assertThat(alert.description()).contains("order").contains("/actuator/memprof/leaks");
			prometheus.await("firing for the time to exhaustion", Duration.ofMinutes(2),
					() -> firing(prometheus, "MemprofHeapExhaustion").isPresent());

			shop.fix("order-audit");
			long fix = System.nanoTime();
			prometheus.await("resolved", Duration.ofMinutes(4),
					() -> firing(prometheus, "MemprofCriticalLeak").isEmpty()
							&& firing(prometheus, "MemprofHeapExhaustion").isEmpty());
			System.out.printf("From the verdict to the firing alert: %d ms; from the fix to the resolved one: %d s%n",
					untilItFires.toMillis(), Duration.ofNanos(System.nanoTime() - fix).toSeconds());
		}
	}

	private static List<String> severities(JsonNode leaks) {
		return leaks.findValuesAsString("severity");
	}

	private static Optional<Alert> firing(PrometheusServer prometheus, String name) throws Exception {
		return prometheus.alerts()
			.stream()
			.filter((alert) -> alert.name().equals(name) && alert.state().equals("firing"))
			.findFirst();
	}

}
