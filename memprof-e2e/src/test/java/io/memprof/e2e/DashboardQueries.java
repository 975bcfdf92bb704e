package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queries of a dashboard of Grafana, panel by panel.
 */
final class DashboardQueries {

	private static final JsonMapper JSON = new JsonMapper();

	private DashboardQueries() {
	}

	/**
	 * The queries as they are written, with macros and variables.
	 */
	static List<Query> written(Path dashboard) throws IOException {
		List<Query> queries = new ArrayList<>();
		for (JsonNode panel : JSON.readTree(dashboard.toFile()).path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				queries.add(new Query(panel.path("title").asString(), target.path("refId").asString(),
						target.path("expr").asString()));
			}
		}
		return queries;
	}

	/**
	 * The queries as Grafana sends them when everything is selected.
	 * @param dashboard the file
	 * @param rateInterval for {@code $__rate_interval}: at least four scrapes or pushes
	 * @param range for {@code $__range}: what the dashboard shows
	 */
	static List<Query> sent(Path dashboard, Duration rateInterval, Duration range) throws IOException {
		// the longer name first where one begins with the other
		List<Map.Entry<String, String>> values = List.of(Map.entry("$__rate_interval", seconds(rateInterval)),
				Map.entry("$__range", seconds(range)), Map.entry("$__interval", seconds(rateInterval)),
				Map.entry("$instance", ".+"), Map.entry("$job", ".+"));
		return written(dashboard).stream().map((query) -> {
			String expression = query.expression();
			for (Map.Entry<String, String> value : values) {
				expression = expression.replace(value.getKey(), value.getValue());
			}
			return new Query(query.panel(), query.target(), expression);
		}).toList();
	}

	private static String seconds(Duration duration) {
		return duration.toSeconds() + "s";
	}

	/**
	 * One query of a panel.
	 *
	 * @param panel title of the panel
	 * @param target letter of the query within the panel
	 * @param expression PromQL
	 */
	record Query(String panel, String target, String expression) {

		/**
		 * Whether no answer is an answer: nobody may know how much memory a process may
		 * take.
		 */
		boolean mayBeEmpty() {
			return this.expression.contains("memprof:process_limit_bytes");
		}

		@Override
		public String toString() {
			return this.panel + " " + this.target + ": " + this.expression;
		}

	}

}
