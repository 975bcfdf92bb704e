package io.memprof.profiles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A collector or a Pyroscope in this JVM that keeps what it is sent.
 */
final class ProfileReceiver implements AutoCloseable {

	final List<Received> pushes = new CopyOnWriteArrayList<>();

	volatile int status = 200;

	volatile byte[] answer = new byte[0];

	/** Answers wait for it. */
	volatile CountDownLatch mayAnswer = new CountDownLatch(0);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	ProfileReceiver() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI endpoint(String path) {
		return URI.create("http://localhost:" + this.server.getAddress().getPort() + path);
	}

	Received last() {
		return this.pushes.get(this.pushes.size() - 1);
	}

	@Override
	public void close() {
		this.mayAnswer.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
		this.pushes.add(new Received(exchange.getRequestURI(), headers, exchange.getRequestBody().readAllBytes()));
		try {
			this.mayAnswer.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.sendResponseHeaders(this.status, (this.answer.length > 0) ? this.answer.length : -1);
		if (this.answer.length > 0) {
			exchange.getResponseBody().write(this.answer);
		}
		exchange.close();
	}

	/**
	 * A push as it came in; the body is compressed by one way or the other.
	 */
	record Received(URI uri, Map<String, String> headers, byte[] compressed) {

		byte[] body() {
			try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(this.compressed))) {
				return gzip.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
