package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenTelemetry Collector with the configuration that {@code observability/} holds,
 * or another one, on free ports that stay the same when it is started again.
 */
final class Collector implements AutoCloseable {

	static final Path SHIPPED = Observability.FOLDER.resolve("collector/collector.yaml");

	private final List<String> command;

	private final Map<String, String> environment = new HashMap<>();

	private final int grpcPort = Program.freePort();

	private final int httpPort = Program.freePort();

	private final int metricsPort = Program.freePort();

	private final int healthPort = Program.freePort();

	private Program program;

	private Collector(Path configuration, Map<String, String> environment, List<String> options) throws Exception {
		this.command = new ArrayList<>(List.of(Tools.collector().toString(), "--config", configuration.toString()));
		this.command.addAll(options);
		this.environment.put("LISTEN_HOST", "127.0.0.1");
		this.environment.put("OTLP_GRPC_PORT", String.valueOf(this.grpcPort));
		this.environment.put("OTLP_HTTP_PORT", String.valueOf(this.httpPort));
		this.environment.put("PROMETHEUS_EXPORTER_PORT", String.valueOf(this.metricsPort));
		this.environment.put("HEALTH_PORT", String.valueOf(this.healthPort));
		this.environment.putAll(environment);
		start();
	}

	/**
	 * Starts it and waits until it is healthy.
	 * @param environment what the configuration takes from the environment, besides the
	 * ports it listens at
	 */
	static Collector start(Path configuration, Map<String, String> environment, String... options) throws Exception {
		return new Collector(configuration, environment, List.of(options));
	}

	/**
	 * Starts it again, after {@link #close()}.
	 */
	void start() throws Exception {
		this.program = Program.start("collector", this.environment, this.command);
		Http health = Http.of(this.healthPort);
		try {
			this.program.await("healthy", Duration.ofSeconds(30), () -> health.answers("/"));
		}
		catch (Throwable ex) {
			close();
			throw ex;
		}
	}

	int grpcPort() {
		return this.grpcPort;
	}

	int httpPort() {
		return this.httpPort;
	}

	/**
	 * Where its Prometheus exporter listens.
	 */
	int metricsPort() {
		return this.metricsPort;
	}

	/**
	 * What its Prometheus exporter shows now.
	 */
	Exposition metrics() throws IOException, InterruptedException {
		return Exposition.parse(Http.of(this.metricsPort).get("/metrics").body());
	}

	String log() {
		return this.program.output();
	}

	@Override
	public void close() {
		this.program.close();
	}

}
