package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the parts of {@code observability/} fit together, as far as can be seen without
 * starting a container.
 */
class ComposeTests {

	private static final String TOGETHER = "compose.yaml";

	private static final String SEPARATE = "compose.separate.yaml";

	@ParameterizedTest
	@ValueSource(strings = { TOGETHER, SEPARATE })
	void everyImageIsOfOneVersion(String file) throws IOException {
		for (Map<String, Object> service : services(file)) {
			assertThat(service.get("image").toString()).matches("[a-z-]+/[a-z-]+:v?\\d+\\.\\d+\\.\\d+");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { TOGETHER, SEPARATE })
	void everyMountedFileExists(String file) throws IOException {
		assertThat(mounts(file)).isNotEmpty().allSatisfy((mount) -> {
			assertThat(mount).startsWith("./").endsWith(":ro");
			assertThat(Observability.FOLDER.resolve(mount.split(":")[0])).exists();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { TOGETHER, SEPARATE })
	void portsAreOfThisMachineOnlyAndWhereMemprofPushesTo(String file) throws IOException {
		List<String> ports = new ArrayList<>();
		for (Map<String, Object> service : services(file)) {
			ports.addAll(Observability.list(service.get("ports")));
		}
		assertThat(ports).allMatch((port) -> port.matches("127\\.0\\.0\\.1:(\\d+):\\1"))
			.contains("127.0.0.1:4317:4317", "127.0.0.1:4318:4318", "127.0.0.1:3000:3000", "127.0.0.1:9090:9090")
			.doesNotHaveDuplicates();
		if (file.equals(SEPARATE)) {
			assertThat(ports).contains("127.0.0.1:16686:16686");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { TOGETHER, SEPARATE })
	void prometheusFindsTheFilesThatItsConfigurationNames(String file) throws IOException {
		Path configuration = Observability.FOLDER.resolve("prometheus/prometheus.yml");
		List<String> named = new ArrayList<>(Observability.list(Observability.yaml(configuration).get("rule_files")));
		named.add("targets/application.yml");
		if (file.equals(SEPARATE)) {
			named.add("targets/collector.yml");
		}
		Path inside = inside(file, configuration);
		for (String name : named) {
			assertThat(inside(file, configuration.resolveSibling(name))).as(name)
				.isEqualTo(inside.resolveSibling(name));
		}
	}

	@Test
	void otelLgtmPushesToPrometheusSoThatNoCollectorIsScraped() throws IOException {
		assertThat(mounts(TOGETHER)).noneMatch((mount) -> mount.contains("targets/collector.yml"));
	}

	@Test
	void everyTargetOfAScrapeHasAFile() throws IOException {
		for (Object job : Observability.list(
				Observability.yaml(Observability.FOLDER.resolve("prometheus/prometheus.yml")).get("scrape_configs"))) {
			for (Object discovery : Observability.list(Observability.map(job).get("file_sd_configs"))) {
				for (Object name : Observability.list(Observability.map(discovery).get("files"))) {
					assertThat(Observability.FOLDER.resolve("prometheus").resolve(name.toString())).exists();
				}
			}
		}
	}

	@Test
	void prometheusScrapesTheCollectorWhereItsExporterListens() throws IOException {
		String collector = Files.readString(Observability.FOLDER.resolve("collector/collector.yaml"));
		assertThat(collector).contains("${env:PROMETHEUS_EXPORTER_PORT:-9464}");
		assertThat(Files.readString(Observability.FOLDER.resolve("prometheus/targets/collector.yml")))
			.contains("collector:9464");
		assertThat(services(SEPARATE)).extracting((service) -> service.get("image").toString())
			.anyMatch((image) -> image.startsWith("otel/opentelemetry-collector-contrib:"));
	}

	@ParameterizedTest
	@ValueSource(strings = { TOGETHER, SEPARATE })
	void grafanaFindsTheDashboard(String file) throws IOException {
		Path provisioning = Observability.FOLDER.resolve("grafana/provisioning/dashboards/memprof.yml");
		Map<String, Object> provider = Observability
			.map(Observability.list(Observability.yaml(provisioning).get("providers")).get(0));
		String folder = Observability.map(provider.get("options")).get("path").toString();
		assertThat(inside(file, Observability.DASHBOARD)).startsWithRaw(Path.of(folder));
		assertThat(inside(file, provisioning))
			.hasToString(file.equals(TOGETHER) ? "/otel-lgtm/grafana/conf/provisioning/dashboards/memprof.yml"
					: "/etc/grafana/provisioning/dashboards/memprof.yml");
		assertThat(Files.readString(Observability.FOLDER.resolve(file)))
			.contains("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: " + inside(file, Observability.DASHBOARD));
	}

	@Test
	void exemplarsLeadToADataSourceThatIsThere() throws IOException {
		List<Object> sources = Observability
			.list(Observability.yaml(Observability.FOLDER.resolve("grafana/provisioning/datasources/memprof.yml"))
				.get("datasources"));
		Set<String> uids = new TreeSet<>();
		Set<String> types = new TreeSet<>();
		for (Object source : sources) {
			uids.add(Observability.map(source).get("uid").toString());
			types.add(Observability.map(source).get("type").toString());
		}
		// of otel-lgtm's, so that links that name it work in both variants
		assertThat(uids).contains("prometheus");
		for (Object source : sources) {
			for (Object destination : Observability.list(
					Observability.map(Observability.map(source).get("jsonData")).get("exemplarTraceIdDestinations"))) {
				assertThat(Observability.map(destination).get("datasourceUid")).isIn(uids);
			}
		}
		JsonNode variables = new JsonMapper().readTree(Observability.DASHBOARD.toFile())
			.path("templating")
			.path("list");
		for (JsonNode variable : variables) {
			if (variable.path("type").asString().equals("datasource")) {
				assertThat(variable.path("query").asString()).isIn(types);
			}
		}
	}

	@Test
	void noFileIsDecoration() throws IOException {
		List<String> mounts = new ArrayList<>(mounts(TOGETHER));
		mounts.addAll(mounts(SEPARATE));
		String readme = Files.readString(Observability.FOLDER.resolve("README.md"));
		for (Path file : Observability.files()) {
			boolean mounted = mounts.stream()
				.map((mount) -> Path.of(mount.split(":")[0]).normalize())
				.anyMatch(file::startsWith);
			assertThat(mounted || readme.contains("`" + file + "`") || file.endsWith("README.md")).as(file.toString())
				.isTrue();
		}
	}

	/**
	 * Where a file of the folder is within its container.
	 */
	private static Path inside(String compose, Path file) throws IOException {
		Path relative = Observability.FOLDER.relativize(file);
		for (String mount : mounts(compose)) {
			String[] parts = mount.split(":");
			Path source = Path.of(parts[0]).normalize();
			if (relative.startsWith(source)) {
				Path rest = source.relativize(relative);
				return rest.toString().isEmpty() ? Path.of(parts[1]) : Path.of(parts[1]).resolve(rest);
			}
		}
		throw new AssertionError(compose + " does not mount " + relative);
	}

	private static List<String> mounts(String file) throws IOException {
		List<String> mounts = new ArrayList<>();
		for (Map<String, Object> service : services(file)) {
			mounts.addAll(Observability.list(service.get("volumes")));
		}
		return mounts;
	}

	private static List<Map<String, Object>> services(String file) throws IOException {
		return Observability.map(Observability.yaml(Observability.FOLDER.resolve(file)).get("services"))
			.values()
			.stream()
			.map(Observability::map)
			.toList();
	}

}
