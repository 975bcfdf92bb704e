package io.memprof.e2e;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The folder {@code observability/} of the repository.
 */
final class Observability {

	static final Path FOLDER = Path.of("../observability").normalize();

	static final Path DASHBOARD = FOLDER.resolve("grafana/dashboards/memprof-overview.json");

	static final Path RULES = FOLDER.resolve("prometheus/memprof-rules.yml");

	static final Path RULE_TESTS = FOLDER.resolve("prometheus/memprof-rules.test.yml");

	private Observability() {
	}

	/**
	 * All files, relative to the folder.
	 */
	static List<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(FOLDER)) {
			return files.filter(Files::isRegularFile).map(FOLDER::relativize).toList();
		}
	}

	static Map<String, Object> yaml(Path file) throws IOException {
		try (Reader reader = Files.newBufferedReader(file)) {
			return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
		}
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> map(Object value) {
		return (value != null) ? (Map<String, Object>) value : Map.of();
	}

	/**
	 * A list of YAML, empty when it is not there.
	 */
	@SuppressWarnings("unchecked")
	static <T> List<T> list(Object value) {
		return (value != null) ? (List<T>) value : List.of();
	}

	/**
	 * The recording and alerting rules.
	 */
	static List<Map<String, Object>> rules() throws IOException {
		List<Map<String, Object>> rules = new ArrayList<>();
		for (Object group : list(yaml(RULES).get("groups"))) {
			for (Object rule : list(map(group).get("rules"))) {
				rules.add(map(rule));
			}
		}
		return rules;
	}

}
