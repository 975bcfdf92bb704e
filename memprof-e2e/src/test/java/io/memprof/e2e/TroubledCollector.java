package io.memprof.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands before a real collector, passes pushes over OTLP/HTTP on to it, and misbehaves
 * as networks and overloaded collectors do.
 */
final class TroubledCollector implements AutoCloseable {

	private final URI collector;

	private final int port = Program.freePort();

	private final HttpClient http = HttpClient.newHttpClient();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile Trouble trouble = Trouble.NONE;

	private HttpServer server;

	TroubledCollector(int collectorPort) throws IOException {
		this.collector = URI.create("http://127.0.0.1:" + collectorPort);
		listen();
	}

	String endpoint() {
		return "http://127.0.0.1:" + this.port + "/v1/metrics";
	}

	void have(Trouble trouble) throws IOException {
		if (trouble == Trouble.DOWN) {
			this.server.stop(0);
		}
		else if (this.trouble == Trouble.DOWN) {
			listen();
		}
		this.trouble = trouble;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void listen() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		byte[] push = exchange.getRequestBody().readAllBytes();
		try (exchange) {
			switch (this.trouble) {
				case NONE -> passOn(exchange, push);
				case SLOW -> {
					Thread.sleep(10_000);
					passOn(exchange, push);
				}
				case OVERLOADED -> refuse(exchange, 503, 2);
				case THROTTLED -> refuse(exchange, 429, 5);
				case CUT -> {
					exchange.sendResponseHeaders(200, 1_000);
					exchange.getResponseBody().write(new byte[10]);
					exchange.getResponseBody().flush();
				}
				case DOWN -> {
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void passOn(HttpExchange exchange, byte[] push) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.collector.resolve(exchange.getRequestURI()))
			.POST(BodyPublishers.ofByteArray(push));
		for (String header : new String[] { "Content-Type", "Content-Encoding" }) {
			request.header(header, exchange.getRequestHeaders().getFirst(header));
		}
		HttpResponse<byte[]> answer = this.http.send(request.build(), BodyHandlers.ofByteArray());
		answer.headers()
			.firstValue("Content-Type")
			.ifPresent((type) -> exchange.getResponseHeaders().set("Content-Type", type));
		exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
		exchange.getResponseBody().write(answer.body());
	}

	private static void refuse(HttpExchange exchange, int status, int retryAfterSeconds) throws IOException {
		exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfterSeconds));
		exchange.sendResponseHeaders(status, -1);
	}

	/**
	 * What is wrong with the collector.
	 */
	enum Trouble {

		/** Nothing. */
		NONE("up"),
		/** Nobody listens. */
		DOWN("down"),
		/** Each answer takes 10 s, and the push has arrived then. */
		SLOW("answers after 10 s"),
		/** 503 with Retry-After. */
		OVERLOADED("503, Retry-After: 2"),
		/** 429 with Retry-After. */
		THROTTLED("429, Retry-After: 5"),
		/** The connection ends in the middle of an answer. */
		CUT("cuts its answers off");

		private final String words;

		Trouble(String words) {
			this.words = words;
		}

		@Override
		public String toString() {
			return this.words;
		}

	}

}
