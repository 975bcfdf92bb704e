package io.memprof.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import okhttp3.tls.HandshakeCertificates;

/**
 * OTLP/HTTP over the HTTP server of the JDK.
 */
final class HttpCollector extends TestCollector {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private final String scheme;

	private volatile int status = 200;

	private volatile byte[] body = new byte[0];

	private volatile Map<String, String> answerHeaders = Map.of();

	HttpCollector() throws IOException {
		this(HttpServer.create(), "http", 0);
	}

	HttpCollector(int port) throws IOException {
		this(HttpServer.create(), "http", port);
	}

	static HttpCollector withTls(HandshakeCertificates certificates) throws IOException {
		HttpsServer server = HttpsServer.create();
		server.setHttpsConfigurator(new HttpsConfigurator(certificates.sslContext()));
		return new HttpCollector(server, "https", 0);
	}

	private HttpCollector(HttpServer server, String scheme, int port) throws IOException {
		this.server = server;
		this.scheme = scheme;
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		server.setExecutor(this.threads);
		server.createContext("/", this::handle);
		server.start();
	}

	@Override
	URI endpoint() {
		return URI.create(this.scheme + "://localhost:" + this.server.getAddress().getPort() + "/v1/metrics");
	}

	@Override
	void answer(int status) {
		this.status = status;
	}

	void answer(int status, Map<String, String> headers, byte[] body) {
		this.status = status;
		this.answerHeaders = headers;
		this.body = body;
	}

	@Override
	public void close() {
		this.mayAnswer.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		Map<String, String> headers = new LinkedHashMap<>();
		exchange.getRequestHeaders()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
		headers.put(":path", exchange.getRequestURI().getPath());
		byte[] data = exchange.getRequestBody().readAllBytes();
		receive(ReceivedPush.of(headers,
				"gzip".equals(headers.get("content-encoding")) ? ReceivedPush.gunzip(data) : data));
		awaitMayAnswer();
		if (this.status == 0) {
			// closes the connection with half an answer
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().write(1);
			exchange.close();
			return;
		}
		this.answerHeaders.forEach(exchange.getResponseHeaders()::set);
		exchange.sendResponseHeaders(this.status, (this.body.length > 0) ? this.body.length : -1);
		if (this.body.length > 0) {
			exchange.getResponseBody().write(this.body);
		}
		exchange.close();
	}

}
