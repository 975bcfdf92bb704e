package io.memprof.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.memprof.telemetry.MemoryMeter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the community expects of a dashboard (the rules of dashboard-linter), and that it
 * asks for series that exist.
 */
class DashboardTests {

	/** What of Spring Boot's own meters the dashboard and the rules may use. */
	static final Set<String> BOOT = Set.of("jvm_memory_max_bytes", "jvm_memory_usage_after_gc");

	private static JsonNode dashboard;

	@BeforeAll
	static void read() {
		dashboard = new JsonMapper().readTree(Observability.DASHBOARD.toFile());
	}

	@Test
	void isTheClassicModelThatGrafana10And13Import() {
		assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(39);
		assertThat(dashboard.path("uid").asString()).isEqualTo("memprof-overview");
		assertThat(dashboard.path("id").isNull()).isTrue();
		assertThat(dashboard.has("__inputs")).isFalse();
		assertThat(dashboard.path("editable").asBoolean(true)).isFalse();
		assertThat(dashboard.path("graphTooltip").asInt()).isEqualTo(1);
		assertThat(dashboard.path("refresh").asString()).isEqualTo("30s");
	}

	@Test
	void asksForOneDataSourceThroughAVariable() {
		JsonNode variable = variable("datasource");
		assertThat(variable.path("type").asString()).isEqualTo("datasource");
		assertThat(variable.path("query").asString()).isEqualTo("prometheus");
		for (JsonNode panel : panels()) {
			assertThat(uid(panel)).as(title(panel)).isEqualTo("${datasource}");
			panel.path("targets").forEach((target) -> assertThat(uid(target)).isEqualTo("${datasource}"));
		}
		for (JsonNode annotation : dashboard.path("annotations").path("list")) {
			assertThat(uid(annotation)).isIn("${datasource}", "-- Grafana --");
		}
	}

	@Test
	void selectsByTheLabelsThatEveryRouteHas() {
		for (String name : List.of("job", "instance")) {
			JsonNode variable = variable(name);
			assertThat(variable.path("query").path("query").asString()).startsWith("label_values(memory_heap_bytes");
			assertThat(variable.path("multi").asBoolean()).isTrue();
			assertThat(variable.path("includeAll").asBoolean()).isTrue();
			assertThat(variable.path("allValue").asString()).isEqualTo(".+");
			assertThat(variable.path("refresh").asInt()).as("with the time range").isEqualTo(2);
			assertThat(uid(variable)).isEqualTo("${datasource}");
		}
		assertThat(variable("instance").path("query").path("query").asString()).contains("job=~\"$job\"");
	}

	@Test
	void everyPanelSaysWhatItShows() {
		assertThat(panels()).hasSizeGreaterThan(15);
		for (JsonNode panel : panels()) {
			assertThat(title(panel)).isNotBlank();
			assertThat(panel.path("description").asString()).as(title(panel)).hasSizeGreaterThan(20).endsWith(".");
			assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString()).as(title(panel))
				.isNotBlank();
			assertThat(panel.path("targets").size()).as(title(panel)).isPositive();
		}
		assertThat(panels().stream().map(DashboardTests::title)).doesNotHaveDuplicates();
		assertThat(stream(dashboard.path("panels")).map((panel) -> panel.path("id").asInt())).doesNotHaveDuplicates();
	}

	@Test
	void panelsDoNotOverlap() {
		Set<String> taken = new TreeSet<>();
		for (JsonNode panel : stream(dashboard.path("panels")).toList()) {
			JsonNode place = panel.path("gridPos");
			assertThat(place.path("x").asInt() + place.path("w").asInt()).as(title(panel)).isLessThanOrEqualTo(24);
			for (int x = 0; x < place.path("w").asInt(); x++) {
				for (int y = 0; y < place.path("h").asInt(); y++) {
					String cell = (place.path("x").asInt() + x) + "/" + (place.path("y").asInt() + y);
					assertThat(taken.add(cell)).as("%s at %s", title(panel), cell).isTrue();
				}
			}
		}
	}

	@Test
	void everyQueryIsOfTheJobsAndInstancesThatWereChosen() throws IOException {
		for (DashboardQueries.Query query : queries()) {
			assertThat(PromQl.selectors(query.expression())).as(query.toString())
				.isNotEmpty()
				.allSatisfy((selector) -> {
					// an alert may be about a job, or about all
					String end = selector.metric().equals("ALERTS") ? "|\"" : "\"";
					assertThat(selector.matchers()).contains("job=~\"$job" + end, "instance=~\"$instance" + end);
				});
		}
	}

	@Test
	void countersAreReadAsRatesOverAWindowThatFitsTheScrape() throws IOException {
		for (DashboardQueries.Query query : queries()) {
			for (PromQl.Selector selector : PromQl.selectors(query.expression())) {
				boolean isCounter = selector.metric().matches(".*_(total|bucket|sum|count)");
				if (isCounter) {
					assertThat(selector.function()).as(query.toString()).isIn("rate", "increase");
					// leaks come with an analysis, once a minute; a table of now has no
					// step to fit
					assertThat(selector.window()).as(query.toString()).isIn("[$__rate_interval]", "[$__range]", "[5m]");
				}
				else {
					assertThat(selector.function()).as(query.toString()).isNotIn("rate", "increase", "irate");
				}
			}
		}
	}

	@Test
	void readsOnlySeriesThatMemprofBootOrTheRulesMake() throws IOException {
		Set<String> known = new TreeSet<>(PrometheusName.all());
		known.addAll(RulesTests.recorded());
		known.addAll(BOOT);
		known.add("ALERTS");
		List<String> expressions = new ArrayList<>(queries().stream().map(DashboardQueries.Query::expression).toList());
		stream(dashboard.path("annotations").path("list")).map((annotation) -> annotation.path("expr").asString())
			.forEach(expressions::add);
		for (String expression : expressions) {
			assertThat(PromQl.selectors(expression)).as(expression)
				.extracting(PromQl.Selector::metric)
				.isSubsetOf(known);
			assertThat(PromQl.labels(expression)).as(expression).isSubsetOf(RulesTests.labels());
		}
	}

	@Test
	void showsEachOfTheThirteenMeters() throws IOException {
		Set<String> shown = new TreeSet<>();
		for (DashboardQueries.Query query : queries()) {
			PromQl.selectors(query.expression()).forEach((selector) -> shown.add(selector.metric()));
		}
		for (MemoryMeter meter : MemoryMeter.values()) {
			assertThat(PrometheusName.of(meter)).as(meter.meterName()).anyMatch(shown::contains);
		}
	}

	@Test
	void showsAlertsAsAnnotations() {
		JsonNode annotation = stream(dashboard.path("annotations").path("list"))
			.filter((each) -> each.path("expr").asString("").startsWith("ALERTS"))
			.findFirst()
			.orElseThrow();
		assertThat(annotation.path("enable").asBoolean()).isTrue();
		assertThat(annotation.path("expr").asString()).contains("alertname=~\"Memprof.*\"", "alertstate=\"firing\"");
	}

	@Test
	void leadsFromALeakToTheReportAndFromASessionToItsTraces() {
		assertThat(variable("app_url").path("query").asString()).isEqualTo("http://localhost:8080");
		assertThat(variable("traces_url").path("query").asString()).isEqualTo("http://localhost:16686");
		assertThat(links("Leaks")).anyMatch("${app_url:raw}/actuator/memprof/leaks"::equals);
		for (String panel : List.of("Sessions", "Resident memory")) {
			assertThat(links(panel)).as(panel)
				.anyMatch((link) -> link.startsWith("${traces_url:raw}/search?service=${")
						&& link.contains("tags=%7B%22memprof.session.id%22%3A%22${"))
				.anyMatch((link) -> link.startsWith("/explore?") && link.contains("memprof.session.id"));
		}
	}

	@Test
	void asksForExemplarsWhereMemprofGivesThem() {
		for (JsonNode panel : panels()) {
			for (JsonNode target : panel.path("targets")) {
				String type = panel.path("type").asString();
				boolean overTime = type.equals("timeseries") || type.equals("heatmap");
				boolean hasExemplars = target.path("expr")
					.asString()
					.matches("(?s).*memory_(leak|allocation_size)_\\w*(_total|_bucket|_sum|_count)\\b.*");
				assertThat(target.path("exemplar").asBoolean(false)).as(title(panel))
					.isEqualTo(overTime && hasExemplars);
			}
		}
	}

	@Test
	void nothingIsLeftToFillInWhenAQueryIsSent() throws IOException {
		List<DashboardQueries.Query> sent = DashboardQueries.sent(Observability.DASHBOARD, Duration.ofMinutes(1),
				Duration.ofMinutes(10));
		assertThat(sent).hasSameSizeAs(queries())
			.extracting(DashboardQueries.Query::expression)
			.allSatisfy((expression) -> assertThat(expression).doesNotContain("$"));
		assertThat(sent.stream().filter(DashboardQueries.Query::mayBeEmpty)).hasSize(1);
	}

	private static List<DashboardQueries.Query> queries() throws IOException {
		List<DashboardQueries.Query> queries = DashboardQueries.written(Observability.DASHBOARD);
		assertThat(queries).hasSizeGreaterThan(20);
		return queries;
	}

	/** All but the rows. */
	private static List<JsonNode> panels() {
		return stream(dashboard.path("panels")).filter((panel) -> !panel.path("type").asString().equals("row"))
			.toList();
	}

	private static List<String> links(String title) {
		JsonNode panel = panels().stream().filter((each) -> title(each).equals(title)).findFirst().orElseThrow();
		return panel.findValues("url").stream().map(JsonNode::asString).toList();
	}

	private static JsonNode variable(String name) {
		Map<String, JsonNode> variables = new HashMap<>();
		dashboard.path("templating").path("list").forEach((each) -> variables.put(each.path("name").asString(), each));
		assertThat(variables).containsKey(name);
		return variables.get(name);
	}

	private static String uid(JsonNode node) {
		return node.path("datasource").path("uid").asString();
	}

	private static String title(JsonNode panel) {
		return panel.path("title").asString();
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		return array.valueStream();
	}

}
