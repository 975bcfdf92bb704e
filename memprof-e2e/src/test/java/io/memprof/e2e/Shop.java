package io.memprof.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * The packaged shop in a JVM of its own, as a visitor of the repository starts it, on a
 * free port.
 */
final class Shop implements AutoCloseable {

	private static final Pattern WELCOME = Pattern.compile(" *open +(http://localhost:\\d+)/.*");

	private final Program program;

	private final URI address;

	private final Http http;

	private Shop(Program program, URI address) {
		this.program = program;
		this.address = address;
		this.http = new Http(address);
	}

	/**
	 * Opens the shop and waits until it says so.
	 */
	static Shop open(String... arguments) throws Exception {
		return open(List.of(), arguments);
	}

	/**
	 * The same with twice the customers and more analyses. The warm-up stays: by half of
	 * it, orders that are kept for a while would have been kept for long.
	 */
	static Shop openInHaste(String... arguments) throws Exception {
		List<String> all = new ArrayList<>(
				List.of("--demo.traffic.requests-per-second=100", "--memprof.leaks.analysis-interval=2s"));
		all.addAll(List.of(arguments));
		return open(all.toArray(String[]::new));
	}

	/**
	 * The same with options for its JVM.
	 */
	static Shop open(List<String> jvmOptions, String... arguments) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xmx512m");
		command.addAll(jvmOptions);
		command.addAll(List.of("-jar", "../memprof-demo/target/memprof-demo.jar"));
		command.addAll(List.of(arguments));
		if (command.stream().noneMatch((argument) -> argument.startsWith("--server.port="))) {
			command.add("--server.port=0");
		}
		Program program = Program.start("shop", Map.of(), command);
		try {
			program.await("open", Duration.ofMinutes(3), () -> addressIn(program).isPresent());
			return new Shop(program, addressIn(program).orElseThrow());
		}
		catch (Throwable ex) {
			program.close();
			throw ex;
		}
	}

	private static Optional<URI> addressIn(Program program) {
		return program.lines()
			.stream()
			.map(WELCOME::matcher)
			.filter(Matcher::matches)
			.map((welcome) -> URI.create(welcome.group(1)))
			.findFirst();
	}

	/**
	 * Of its front page.
	 */
	URI address() {
		return this.address.resolve("/");
	}

	int port() {
		return this.address.getPort();
	}

	long pid() {
		return this.program.pid();
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.http.get(path);
	}

	/**
	 * Answer to a GET as JSON, empty unless it is 200.
	 */
	JsonNode json(String path) throws IOException, InterruptedException {
		return this.http.json(path);
	}

	/**
	 * Waits until memprof has its first report, a second or so after the shop is open.
	 */
	void awaitReport() throws Exception {
		await("observed", Duration.ofMinutes(1), () -> this.http.answers("/actuator/memprof"));
	}

	/**
	 * The fix of a leak.
	 */
	void fix(String leak) throws IOException, InterruptedException {
		this.http.send("DELETE", "/demo/leaks/" + leak);
	}

	void newSession() throws IOException, InterruptedException {
		this.http.send("DELETE", "/actuator/memprof");
	}

	JsonNode telemetry() throws IOException, InterruptedException {
		return json("/actuator/memprof").path("telemetry");
	}

	void await(String what, Duration atMost, Program.Condition condition) throws Exception {
		this.program.await(what, atMost, condition);
	}

	/**
	 * What it has printed so far.
	 */
	String log() {
		return this.program.output();
	}

	/**
	 * Closes it.
	 * @return how long that took
	 */
	Duration stop() {
		long begin = System.nanoTime();
		this.program.close();
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	/**
	 * Ends it at once, as a crash would.
	 */
	void kill() throws InterruptedException {
		this.program.kill();
	}

	@Override
	public void close() {
		stop();
	}

}
