package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.memprof.e2e.PrometheusServer.Sample;
import io.memprof.e2e.PrometheusServer.Setup;
import io.memprof.telemetry.MemoryMeter;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The thirteen meters of leaking shops in Prometheus, by every route there is: the same
 * names, types, units and labels. Five shops take all of a small machine, so nothing else
 * runs beside them.
 */
@Tag("alone")
class RouteMatrixIT {

	private static final String JOB = "shop";

	private static final String TRAFFIC = "--demo.traffic.requests-per-second=10";

	private static final String ALLOCATED = "sum by (instance) (memory_allocation_bytes_total%s)";

	private static final Map<Route, Shop> shops = new EnumMap<>(Route.class);

	private static final Started started = new Started();

	@TempDir
	private static Path directory;

	private static Collector collector;

	private static PrometheusServer prometheus;

	@BeforeAll
	static void waitUntilEachShopHasItsLeak() throws Exception {
		int scraped = Program.freePort();
		collector = started.add(Collector.start(Collector.SHIPPED, Map.of()));
		prometheus = started.add(PrometheusServer.start(directory,
				new Setup(Map.of("collector", List.of(collector.metricsPort()), "application", List.of(scraped)), 10,
						"exemplar-storage,type-and-unit-labels")));
		Collector pushing = started.add(Collector.start(Collector.SHIPPED, Map.of("METRICS_EXPORTER",
				"otlp_http/prometheus", "PROMETHEUS_OTLP_ENDPOINT", prometheus.otlpEndpoint())));
		openAll(Map.of(Route.GRPC_COLLECTOR_SCRAPED, pushing("http://127.0.0.1:" + collector.grpcPort()),
				Route.HTTP_COLLECTOR_SCRAPED, pushing("http://127.0.0.1:" + collector.httpPort() + "/v1/metrics"),
				Route.GRPC_COLLECTOR_PUSHES, pushing("http://127.0.0.1:" + pushing.grpcPort()), Route.HTTP_PROMETHEUS,
				pushing(prometheus.otlpEndpoint() + "/v1/metrics"), Route.SCRAPE,
				new String[] { TRAFFIC, "--server.port=" + scraped }));
		for (Route route : Route.values()) {
			prometheus.await("told of the leak by " + route, Duration.ofMinutes(8),
					() -> !series(route, "memory_leak_size_bytes_count").isEmpty());
		}
	}

	@AfterAll
	static void stop() throws Exception {
		started.close();
	}

	@ParameterizedTest
	@EnumSource
	void allThirteenMetersArriveUnderTheSameNames(Route route) throws Exception {
		Set<String> arrived = all(route).stream()
			.map((sample) -> sample.labels().get("__name__"))
			.filter((name) -> !name.endsWith("_max"))
			.collect(Collectors.toSet());

		assertThat(arrived).containsExactlyInAnyOrderElementsOf(PrometheusName.all());
	}

	@ParameterizedTest
	@EnumSource
	void eachMeterHasItsTypeAndUnit(Route route) throws Exception {
		for (MemoryMeter meter : MemoryMeter.values()) {
			for (Sample sample : series(route, meter)) {
				assertThat(sample.labels()).as("%s by %s", meter, route)
					.containsEntry("__type__", meter.type().name().toLowerCase(Locale.ROOT));
				assertThat(sample.labels().getOrDefault("__unit__", "")).as("%s by %s", meter, route)
					.isIn("", (meter.baseUnit() != null) ? meter.baseUnit() : "");
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void eachMeterHasItsLabelsAndNoOthers(Route route) throws Exception {
		for (MemoryMeter meter : MemoryMeter.values()) {
			Set<String> expected = new TreeSet<>(meter.labels());
			if (meter.carriesSession(SessionLabel.SNAPSHOT)) {
				expected.add(MemoryMeter.SESSION_ID);
			}
			for (Sample sample : series(route, meter)) {
				Set<String> labels = new TreeSet<>(sample.labels().keySet());
				assertThat(labels).contains("job", "instance");
				labels.removeAll(Set.of("__name__", "__type__", "__unit__", "job", "instance"));
				// what the shipped configuration of Prometheus' receiver promotes
				labels.removeIf((label) -> route.promotes && label.startsWith("service_"));
				assertThat(labels).as("%s by %s", meter, route).isEqualTo(expected);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void theValuesAreThoseOfASmallShop(Route route) throws Exception {
		assertThat(all(route)).allMatch((sample) -> Double.isFinite(sample.value()) && sample.value() >= 0
				|| sample.labels().get("__name__").equals("memory_leak_growth_rate_mb_h"));
		assertThat(value(route, "memory_heap_bytes")).isBetween(10e6, 512.0 * (1 << 20));
		assertThat(value(route, "memory_rss_bytes")).isBetween(100e6, 2e9);
		assertThat(value(route, "memory_virtual_bytes")).isBetween(500e6, 100e9);
		assertThat(value(route, ALLOCATED)).isGreaterThan(50e6);
		assertThat(value(route, "sum by (instance) (memory_leak_count_total%s)")).isGreaterThanOrEqualTo(1);
		assertThat(value(route, "max by (instance) (memory_leak_size_bytes_sum%s)")).isGreaterThan(100e3);
		assertThat(series(route, "memory_allocation_efficiency_score")).allMatch((sample) -> sample.value() <= 1);
	}

	@ParameterizedTest
	@EnumSource
	void theLeakCountOfEverySeverityIsThereBeforeTheLeak(Route route) throws Exception {
		assertThat(series(route, "memory_leak_count_total").stream()
			.filter((sample) -> sample.labels().get("component").equals(MemoryMeter.PROCESS))
			.map((sample) -> sample.labels().get("severity")))
			.containsExactlyInAnyOrder("critical", "high", "medium", "low");
	}

	@Test
	void instancesOfOneServiceStayApart() throws Exception {
		assertThat(prometheus.query("memory_rss_bytes{job=\"" + JOB + "\"}")
			.stream()
			.map((sample) -> sample.labels().get("instance"))
			.toList()).doesNotHaveDuplicates().hasSize(Route.values().length - 1);
	}

	@Test
	void theQueriesOfTheSpecificationAreAnswered() throws Exception {
		assertThat(prometheus.query("rate(memory_rss_bytes[5m])")).isNotEmpty();
		assertThat(prometheus.query("memory_leak_count{severity=\"critical\"}")).isNotEmpty();
		assertThat(prometheus.query("avg(memory_allocation_efficiency_score)")).singleElement()
			.satisfies((sample) -> assertThat(sample.value()).isBetween(0.0, 1.0));
	}

	@Test
	void everyPanelOfTheDashboardHasSomethingToShow() throws Exception {
		for (DashboardQueries.Query query : DashboardQueries.sent(Observability.DASHBOARD, Duration.ofSeconds(30),
				Duration.ofMinutes(5))) {
			if (!query.mayBeEmpty()) {
				// what is reckoned from a growth is there only while an analysis has just
				// seen one
				prometheus.await("answering " + query, Duration.ofMinutes(2),
						() -> !prometheus.query(query.expression()).isEmpty());
			}
		}
	}

	@Test
	void countersSurviveARestartOfTheCollector() throws Exception {
		Set<Route> routes = Set.of(Route.GRPC_COLLECTOR_SCRAPED, Route.HTTP_COLLECTOR_SCRAPED);
		Map<Route, Double> before = new EnumMap<>(Route.class);
		for (Route route : routes) {
			before.put(route, value(route, ALLOCATED));
		}
		collector.close();
		Thread.sleep(3_000);
		collector.start();
		double restarted = System.currentTimeMillis() / 1000.0;
		for (Route route : routes) {
			String latest = "timestamp(memory_heap_bytes" + selector(route) + ")";
			prometheus.await("fed again", Duration.ofMinutes(1), () -> prometheus.value(latest) > restarted);

			assertThat(value(route, ALLOCATED)).isGreaterThan(before.get(route));
			assertThat(prometheus.query("resets(memory_allocation_bytes_total" + selector(route) + "[10m]) > 0"))
				.isEmpty();
		}
	}

	@Test
	void printsWhatAnInstanceCosts() throws Exception {
		System.out
			.println("| route | series | without buckets | OTLP bytes a push, gzip | labels that the route adds |");
		System.out.println("|---|---|---|---|---|");
		for (Route route : Route.values()) {
			List<Sample> all = all(route);
			Set<String> added = new TreeSet<>();
			all.forEach((sample) -> added.addAll(sample.labels().keySet()));
			added.removeAll(Set.of("__name__", "__type__", "__unit__", "component", "severity", "size_category",
					"operation", "session_id", "le"));
			System.out.printf("| %s | %d | %d | %s | %s |%n", route, all.size(),
					all.stream().filter((sample) -> !sample.labels().containsKey("le")).count(),
					shops.get(route).telemetry().path("lastPushBytes").asString("-"), String.join(", ", added));
			assertThat(new HashSet<>(all)).hasSameSizeAs(all);
		}
	}

	private static String[] pushing(String endpoint) {
		return new String[] { TRAFFIC, "--memprof.telemetry.enabled=true", "--memprof.telemetry.service-name=" + JOB,
				"--memprof.telemetry.endpoint=" + endpoint, "--memprof.telemetry.export-interval=2s" };
	}

	/** At once: one after the other, each would wait for the traffic of those before. */
	private static void openAll(Map<Route, String[]> arguments) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(arguments.size());
		try {
			Map<Route, Future<Shop>> opening = new EnumMap<>(Route.class);
			arguments.forEach((route, each) -> opening.put(route, threads.submit(() -> started.add(Shop.open(each)))));
			for (Map.Entry<Route, Future<Shop>> each : opening.entrySet()) {
				shops.put(each.getKey(), each.getValue().get());
			}
		}
		finally {
			threads.shutdown();
		}
	}

	/** The one value of a metric or of an expression with a place for the selector. */
	private static double value(Route route, String expression) throws IOException, InterruptedException {
		String selector = selector(route);
		return prometheus.value(expression.contains("%s") ? expression.formatted(selector) : expression + selector);
	}

	private static List<Sample> series(Route route, MemoryMeter meter) throws IOException, InterruptedException {
		return series(route, PrometheusName.of(meter).findFirst().orElseThrow());
	}

	private static List<Sample> series(Route route, String name) throws IOException, InterruptedException {
		return prometheus.query(name + selector(route));
	}

	private static List<Sample> all(Route route) throws IOException, InterruptedException {
		return prometheus
			.query("{__name__=~\"%s|.*_max\",instance=\"%s\"}".formatted(String.join("|", PrometheusName.all()),
					instance(route)))
			.stream()
			.filter((sample) -> sample.labels().get("__name__").startsWith("memory_"))
			.toList();
	}

	private static String selector(Route route) throws IOException, InterruptedException {
		return "{instance=\"" + instance(route) + "\"}";
	}

	private static String instance(Route route) throws IOException, InterruptedException {
		Shop shop = shops.get(route);
		return (route == Route.SCRAPE) ? "127.0.0.1:" + shop.port()
				: shop.telemetry().path("serviceInstanceId").asString();
	}

	/**
	 * From the shop to Prometheus.
	 */
	enum Route {

		GRPC_COLLECTOR_SCRAPED("OTLP/gRPC → collector ← Prometheus", false),
		HTTP_COLLECTOR_SCRAPED("OTLP/HTTP → collector ← Prometheus", false),
		GRPC_COLLECTOR_PUSHES("OTLP/gRPC → collector → OTLP receiver of Prometheus", true),
		HTTP_PROMETHEUS("OTLP/HTTP → OTLP receiver of Prometheus", true), SCRAPE("shop ← Prometheus", false);

		private final String words;

		private final boolean promotes;

		Route(String words, boolean promotes) {
			this.words = words;
			this.promotes = promotes;
		}

		@Override
		public String toString() {
			return this.words;
		}

	}

}
