package io.memprof.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Jaeger, with all traces in memory.
 */
final class Jaeger implements AutoCloseable {

	private final int otlpPort = Program.freePort();

	private final Http http;

	private final Program program;

	private Jaeger(int queryPort) throws Exception {
		this.http = Http.of(queryPort);
		this.program = Program.start("jaeger",
				Map.of("OTLP_GRPC_ENDPOINT", "127.0.0.1:" + this.otlpPort, "QUERY_ENDPOINT", "127.0.0.1:" + queryPort,
						"QUERY_GRPC_ENDPOINT", "127.0.0.1:" + Program.freePort()),
				List.of(Tools.jaeger().toString(), "--config", "src/test/resources/jaeger.yaml"));
		try {
			this.program.await("ready", Duration.ofSeconds(30), () -> this.http.answers("/api/services"));
		}
		catch (Throwable ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Starts it and waits until it answers.
	 */
	static Jaeger start() throws Exception {
		return new Jaeger(Program.freePort());
	}

	/**
	 * Where it takes traces over OTLP/gRPC.
	 */
	int otlpPort() {
		return this.otlpPort;
	}

	/**
	 * Traces of a service whose spans or resource have a tag, newest first, as the search
	 * page asks for them.
	 */
	JsonNode traces(String service, String tag, String value) throws IOException, InterruptedException {
		return this.http
			.json("/api/traces?service=%s&limit=20&tags=%s".formatted(Http.encode(service),
					Http.encode("{\"%s\":\"%s\"}".formatted(tag, value))))
			.path("data");
	}

	/**
	 * One trace, missing when there is none.
	 */
	JsonNode trace(String traceId) throws IOException, InterruptedException {
		return this.http.json("/api/traces/" + traceId).path("data").path(0);
	}

	@Override
	public void close() {
		this.program.close();
	}

}
