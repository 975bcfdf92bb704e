package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

/**
 * Prometheus with the configuration and the rules that {@code observability/} holds.
 * Prometheus takes nothing from the environment, so what differs in a test, addresses and
 * times, is replaced in a copy.
 */
final class PrometheusServer implements AutoCloseable {

	private static final Path SHIPPED = Path.of("../observability/prometheus");

	private final Program program;

	private final int port = Program.freePort();

	private final Http http = Http.of(this.port);

	private PrometheusServer(Path directory) throws Exception {
		this.program = Program.start("prometheus", Map.of(),
				List.of(Tools.prometheus().toString(), "--config.file=" + directory.resolve("prometheus.yml"),
						"--storage.tsdb.path=" + directory.resolve("data"),
						"--web.listen-address=127.0.0.1:" + this.port, "--web.enable-otlp-receiver",
						"--enable-feature=exemplar-storage"));
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
	 * @param replacements what stands in the shipped files, and what to put there
	 */
	static PrometheusServer start(Path directory, Map<String, String> replacements) throws Exception {
		try (var files = Files.newDirectoryStream(SHIPPED, "*.yml")) {
			for (Path file : files) {
				String text = Files.readString(file);
				for (Map.Entry<String, String> each : replacements.entrySet()) {
					text = text.replace(each.getKey(), each.getValue());
				}
				Files.writeString(directory.resolve(file.getFileName()), text);
			}
		}
		return new PrometheusServer(directory);
	}

	/**
	 * Where it takes metrics over OTLP.
	 */
	String otlpEndpoint() {
		return "http://127.0.0.1:" + this.port + "/api/v1/otlp/v1/metrics";
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
	 * Type, unit and description of each metric, by its name.
	 */
	JsonNode metadata() throws IOException, InterruptedException {
		return ask("/api/v1/metadata");
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
