package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Prometheus with the configuration and the rules that {@code observability/} holds, in a
 * copy with the targets of the test.
 */
final class PrometheusServer implements AutoCloseable {

	static final Path SHIPPED = Observability.FOLDER.resolve("prometheus");

	private final Program program;

	private final int port = Program.freePort();

	private final Http http = Http.of(this.port);

	private PrometheusServer(Path directory, String features) throws Exception {
		this.program = Program.start("prometheus", Map.of(),
				List.of(Tools.prometheus().toString(), "--config.file=" + directory.resolve("prometheus.yml"),
						"--storage.tsdb.path=" + directory.resolve("data"),
						"--web.listen-address=127.0.0.1:" + this.port, "--web.enable-otlp-receiver",
						"--enable-feature=" + features));
		try {
			this.program.await("ready", Duration.ofSeconds(60), () -> this.http.answers("/-/ready"));
		}
		catch (Throwable ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Starts it and waits until it is ready.
	 * @param directory an empty one
	 * @param setup what differs from a production
	 */
	static PrometheusServer start(Path directory, Setup setup) throws Exception {
		try (var files = Files.newDirectoryStream(SHIPPED, "*.yml")) {
			for (Path file : files) {
				Files.writeString(directory.resolve(file.getFileName()), setup.adapt(Files.readString(file)));
			}
		}
		Path targets = Files.createDirectory(directory.resolve("targets"));
		for (Map.Entry<String, List<Integer>> each : setup.targets().entrySet()) {
			String addresses = each.getValue()
				.stream()
				.map("'127.0.0.1:%d'"::formatted)
				.collect(Collectors.joining(", ", "- targets: [", "]\n"));
			Files.writeString(targets.resolve(each.getKey() + ".yml"), addresses);
		}
		return new PrometheusServer(directory, setup.features());
	}

	/**
	 * Where it takes OTLP over HTTP, without the path of a signal.
	 */
	String otlpEndpoint() {
		return "http://127.0.0.1:" + this.port + "/api/v1/otlp";
	}

	/**
	 * Answer to an instant query.
	 */
	List<Sample> query(String expression) throws IOException, InterruptedException {
		JsonNode answer = ask("/api/v1/query?query=" + Http.encode(expression));
		List<Sample> samples = new ArrayList<>();
		for (JsonNode each : answer.path("result")) {
			Map<String, String> labels = new TreeMap<>();
			each.path("metric").forEachEntry((name, value) -> labels.put(name, value.asString()));
			samples.add(new Sample(labels, Double.parseDouble(each.path("value").path(1).asString())));
		}
		return samples;
	}

	/**
	 * The one value of an expression, NaN when there is none.
	 */
	double value(String expression) throws IOException, InterruptedException {
		List<Sample> samples = query(expression);
		return samples.isEmpty() ? Double.NaN : samples.get(0).value();
	}

	/**
	 * State of each alert that is pending or firing.
	 */
	List<Alert> alerts() throws IOException, InterruptedException {
		List<Alert> alerts = new ArrayList<>();
		for (JsonNode each : ask("/api/v1/alerts").path("alerts")) {
			Map<String, String> labels = new TreeMap<>();
			each.path("labels").forEachEntry((name, value) -> labels.put(name, value.asString()));
			alerts.add(new Alert(labels.remove("alertname"), each.path("state").asString(), labels,
					each.path("annotations").path("description").asString("")));
		}
		return alerts;
	}

	/**
	 * Exemplars of the last ten minutes, as the API has them.
	 */
	JsonNode exemplars(String selector) throws IOException, InterruptedException {
		long now = System.currentTimeMillis() / 1000;
		return ask("/api/v1/query_exemplars?query=%s&start=%d&end=%d".formatted(Http.encode(selector), now - 600,
				now + 10));
	}

	void await(String what, Duration atMost, Program.Condition condition) throws Exception {
		this.program.await(what, atMost, condition);
	}

	@Override
	public void close() {
		this.program.close();
	}

	private JsonNode ask(String path) throws IOException, InterruptedException {
		var response = this.http.get(path);
		if (response.statusCode() != 200) {
			throw new AssertionError(
					"Prometheus answers " + response.statusCode() + " to " + path + ": " + response.body());
		}
		return this.http.read(response.body()).path("data");
	}

	/**
	 * What differs from a production.
	 *
	 * @param targets ports to scrape, by the name of the file of targets
	 * @param speed how many times faster time goes: intervals and windows are shorter by
	 * as much
	 * @param features what is switched on
	 */
	record Setup(Map<String, List<Integer>> targets, int speed, String features) {

		private static final Pattern DURATION = Pattern
			.compile("(?<=\\[|offset |for: |interval: |timeout: )(\\d+)([smhd])\\b");

		private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86400);

		String adapt(String text) {
			return DURATION.matcher(text)
				.replaceAll((duration) -> Math.max(1,
						Integer.parseInt(duration.group(1)) * SECONDS.get(duration.group(2)) / this.speed) + "s");
		}

	}

	/**
	 * One series of an answer.
	 */
	record Sample(Map<String, String> labels, double value) {
	}

	/**
	 * An alert that is pending or firing.
	 */
	record Alert(String name, String state, Map<String, String> labels, String description) {
	}

}
