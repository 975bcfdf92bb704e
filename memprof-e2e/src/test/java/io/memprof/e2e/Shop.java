package io.memprof.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged shop in a JVM of its own, as a visitor of the repository starts it, on a
 * free port.
 */
final class Shop implements AutoCloseable {

	private static final Pattern WELCOME = Pattern.compile("see it +(http://localhost:\\d+)/actuator/memprof.*");

	private final Process process;

	private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<URI> address = new CompletableFuture<>();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final JsonMapper json = new JsonMapper();

	private Shop(Process process) {
		this.process = process;
	}

	/**
	 * Opens the shop and waits until it says so.
	 */
	static Shop open(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-jar",
						"target/memprof-demo.jar", "--server.port=0"));
		command.addAll(List.of(arguments));
		Shop shop = new Shop(new ProcessBuilder(command).redirectErrorStream(true).start());
		Thread reader = new Thread(shop::read, "output of the shop");
		reader.setDaemon(true);
		reader.start();
		try {
			shop.address.get(90, TimeUnit.SECONDS);
			return shop;
		}
		catch (Exception ex) {
			shop.close();
			throw new IllegalStateException("the shop does not open:\n" + shop.log(), ex);
		}
	}

	/**
	 * Answer to a GET.
	 */
	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.address.join().resolve(path))
			.timeout(Duration.ofSeconds(20))
			.build();
		return this.http.send(request, BodyHandlers.ofString());
	}

	/**
	 * Answer to a GET as JSON, empty unless it is 200.
	 */
	JsonNode json(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = get(path);
		return (response.statusCode() == 200) ? this.json.readTree(response.body()) : this.json.createObjectNode();
	}

	/**
	 * What it has printed so far.
	 */
	String log() {
		return String.join("\n", this.output);
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
				Matcher welcome = WELCOME.matcher(line.strip());
				if (welcome.matches()) {
					this.address.complete(URI.create(welcome.group(1)));
				}
			}
			this.address.completeExceptionally(new IOException("the shop has closed"));
		}
		catch (IOException ex) {
			this.address.completeExceptionally(new UncheckedIOException(ex));
		}
	}

}
