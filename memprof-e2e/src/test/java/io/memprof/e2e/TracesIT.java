package io.memprof.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.memprof.e2e.PrometheusServer.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a series to its traces and back, with a leaking shop, the collector, Jaeger and
 * Prometheus.
 */
class TracesIT {

	private static final String SERVICE = "memprof-demo";

	@TempDir
	private static Path directory;

	private static final Started started = new Started();

	private static Jaeger jaeger;

	private static PrometheusServer prometheus;

	private static Shop shop;

	@BeforeAll
	static void openTracedShop() throws Exception {
		jaeger = started.add(Jaeger.start());
		Collector collector = started
			.add(Collector.start(Collector.SHIPPED, Map.of("TRACES_ENDPOINT", "127.0.0.1:" + jaeger.otlpPort())));
		prometheus = started.add(PrometheusServer.start(directory,
				new Setup(Map.of("collector", List.of(collector.metricsPort())), 10, "exemplar-storage")));
		String collectorHttp = "http://127.0.0.1:" + collector.httpPort();
		shop = started
			.add(Shop.open("--spring.profiles.active=observability", "--management.tracing.sampling.probability=1",
					"--management.opentelemetry.tracing.export.otlp.endpoint=" + collectorHttp + "/v1/traces",
					"--memprof.telemetry.endpoint=" + collectorHttp + "/v1/metrics",
					"--memprof.telemetry.export-interval=1s"));
	}

	@AfterAll
	static void stop() throws Exception {
		started.close();
	}

	@Test
	void theSessionLeadsToItsTracesAndFollowsANewSession() throws Exception {
		JsonNode report = shop.json("/actuator/memprof");
		String session = report.path("sessionId").asString();
		shop.await("traced", Duration.ofMinutes(1), () -> spanOf(session).isPresent());
		JsonNode resource = spanOf(session).orElseThrow().resource();

		assertThat(tag(resource, "memprof.session.id")).contains(session);
		assertThat(tag(resource, "service.instance.id"))
			.contains(report.path("telemetry").path("serviceInstanceId").asString());
		assertThat(prometheus.query("memory_rss_bytes{session_id=\"%s\",instance=\"%s\"}".formatted(session,
				report.path("telemetry").path("serviceInstanceId").asString())))
			.hasSize(1);

		shop.newSession();
		String next = sessionAfter(session);
		shop.await("traced in the new session", Duration.ofMinutes(1), () -> spanOf(next).isPresent());

		assertThat(tag(spanOf(next).orElseThrow().resource(), "memprof.session.id")).contains(session);
	}

	@Test
	void anExemplarOfTheAllocationsLeadsToTheRequestThatAllocated() throws Exception {
		prometheus.await("given an exemplar", Duration.ofMinutes(2), () -> orderThatAllocated().isPresent());

		JsonNode trace = orderThatAllocated().orElseThrow();
		assertThat(trace.path("spans").findValuesAsString("operationName")).contains("http post /orders");
	}

	@Test
	void anExemplarOfTheLeakLeadsToARequestThatLeaks() throws Exception {
		prometheus.await("given an exemplar", Duration.ofMinutes(4),
				() -> trace("memory_leak_size_bytes_bucket{component=\"order\"}").isPresent());

		JsonNode trace = trace("memory_leak_size_bytes_bucket{component=\"order\"}").orElseThrow();
		assertThat(trace.path("spans").findValuesAsString("operationName")).contains("http post /orders");
	}

	private static Optional<JsonNode> orderThatAllocated() throws Exception {
		return trace("memory_allocation_size_bytes_bucket{operation=\"OrderController.create\"}");
	}

	/** The trace of the latest exemplar that Jaeger knows. */
	private static Optional<JsonNode> trace(String selector) throws Exception {
		for (JsonNode series : prometheus.exemplars(selector)) {
			for (JsonNode exemplar : series.path("exemplars")) {
				JsonNode trace = jaeger.trace(exemplar.path("labels").path("trace_id").asString());
				if (!trace.isMissingNode()) {
					return Optional.of(trace);
				}
			}
		}
		return Optional.empty();
	}

	private static String sessionAfter(String session) throws Exception {
		shop.await("in a new session", Duration.ofSeconds(30), () -> {
			String now = shop.json("/actuator/memprof").path("sessionId").asString("");
			return !now.isEmpty() && !now.equals(session);
		});
		return shop.json("/actuator/memprof").path("sessionId").asString();
	}

	/** A span that itself has the session, and not only its resource. */
	private static Optional<TracedSpan> spanOf(String session) throws Exception {
		for (JsonNode trace : jaeger.traces(SERVICE, "memprof.session.id", session)) {
			for (JsonNode span : trace.path("spans")) {
				if (tag(span, "memprof.session.id").filter(session::equals).isPresent()) {
					return Optional
						.of(new TracedSpan(span, trace.path("processes").path(span.path("processID").asString())));
				}
			}
		}
		return Optional.empty();
	}

	private static Optional<String> tag(JsonNode tagged, String name) {
		return tagged.path("tags")
			.valueStream()
			.filter((tag) -> tag.path("key").asString().equals(name))
			.map((tag) -> tag.path("value").asString())
			.findFirst();
	}

	/**
	 * A span as Jaeger shows it.
	 *
	 * @param span itself
	 * @param resource of the process that made it
	 */
	private record TracedSpan(JsonNode span, JsonNode resource) {
	}

}
