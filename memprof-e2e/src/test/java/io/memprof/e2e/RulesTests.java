package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.memprof.telemetry.MemoryMeter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules against the catalogue of the meters. Whether they are valid and fire when
 * they should is {@code promtool}'s part.
 */
class RulesTests {

	@Test
	void readOnlySeriesThatExist() throws IOException {
		Set<String> known = new TreeSet<>(PrometheusName.all());
		known.addAll(recorded());
		known.addAll(DashboardTests.BOOT);
		known.add("kube_pod_container_resource_limits");
		for (Map<String, Object> rule : Observability.rules()) {
			String expression = rule.get("expr").toString();
			assertThat(PromQl.selectors(expression)).as(expression)
				.isNotEmpty()
				.extracting(PromQl.Selector::metric)
				.isSubsetOf(known);
			assertThat(PromQl.labels(expression)).as(expression).isSubsetOf(labels());
		}
	}

	@Test
	void nameTheMetersAsTheSpecificationDoes() throws IOException {
		Map<String, String> aliases = new TreeMap<>();
		for (Map<String, Object> rule : Observability.rules()) {
			String name = String.valueOf(rule.get("record"));
			if (!name.contains(":") && rule.containsKey("record")) {
				aliases.put(name, rule.get("expr").toString());
			}
		}
		// the ones a dashboard of the specification would read; all of an allocation's
		// counters beside them have no query there
		assertThat(aliases).isEqualTo(Arrays
			.asList(MemoryMeter.LEAK_COUNT, MemoryMeter.LEAK_ALLOCATION_COUNT, MemoryMeter.ALLOCATION_TOTAL_BYTES)
			.stream()
			.collect(Collectors.toMap(PrometheusName::literal, (meter) -> PrometheusName.of(meter).findFirst().get())));
	}

	@Test
	void everyAlertSaysWhatItIsAndWhereToLook() throws IOException {
		assertThat(alerts()).hasSize(8);
		for (Map<String, Object> alert : alerts()) {
			String name = alert.get("alert").toString();
			Map<String, Object> annotations = Observability.map(alert.get("annotations"));
			assertThat(name).startsWith("Memprof");
			assertThat(Observability.map(alert.get("labels"))).as(name).containsOnlyKeys("severity");
			assertThat(Observability.map(alert.get("labels")).get("severity")).isIn("critical", "warning");
			assertThat(annotations.get("summary").toString()).as(name).hasSizeLessThan(120);
			assertThat(annotations.get("description").toString()).as(name)
				.endsWith(name.equals("MemprofNoTelemetry") ? "?" : ".");
			if (!name.equals("MemprofNoTelemetry")) {
				assertThat(annotations.get("description").toString()).as(name).contains("GET /actuator/memprof");
			}
		}
	}

	@Test
	void noAlertFiresAnewWithEachSession() throws IOException {
		for (Map<String, Object> rule : Observability.rules()) {
			assertThat(rule.get("expr").toString()).doesNotContain(MemoryMeter.SESSION_ID);
		}
	}

	@Test
	void everyAlertHasATestInWhichItFiresAndOneInWhichItDoesNot() throws IOException {
		Set<String> firing = new TreeSet<>();
		Set<String> silent = new TreeSet<>();
		for (Object test : Observability.list(Observability.yaml(Observability.RULE_TESTS).get("tests"))) {
			for (Object each : Observability.list(Observability.map(test).get("alert_rule_test"))) {
				List<Object> expected = Observability.list(Observability.map(each).get("exp_alerts"));
				String name = Observability.map(each).get("alertname").toString();
				if (expected.isEmpty()) {
					silent.add(name);
				}
				for (Object alert : expected) {
					firing.add(
							name + " " + Observability.map(Observability.map(alert).get("exp_labels")).get("severity"));
				}
			}
		}
		for (Map<String, Object> alert : alerts()) {
			assertThat(firing)
				.contains(alert.get("alert") + " " + Observability.map(alert.get("labels")).get("severity"));
			assertThat(silent).contains(alert.get("alert").toString());
		}
		assertThat(Files.readString(Observability.FOLDER.resolve("README.md")))
			.contains(alerts().stream().map((alert) -> "`" + alert.get("alert") + "`").toList());
	}

	/**
	 * Names that the rules record.
	 */
	static Set<String> recorded() throws IOException {
		return Observability.rules()
			.stream()
			.filter((rule) -> rule.containsKey("record"))
			.map((rule) -> rule.get("record").toString())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Names of labels that there are.
	 */
	static Set<String> labels() {
		Set<String> labels = new TreeSet<>(Set.of(MemoryMeter.SESSION_ID, "job", "instance", "le"));
		for (MemoryMeter meter : MemoryMeter.values()) {
			labels.addAll(meter.labels());
		}
		// of alerts, of Boot's memory pools, of Kubernetes
		labels.addAll(Set.of("alertname", "alertstate", "area"));
		labels.addAll(Set.of("resource", "namespace", "pod", "container", "k8s_namespace_name", "k8s_pod_name"));
		return labels;
	}

	private static List<Map<String, Object>> alerts() throws IOException {
		List<Map<String, Object>> alerts = new ArrayList<>(Observability.rules());
		alerts.removeIf((rule) -> !rule.containsKey("alert"));
		return alerts;
	}

}
