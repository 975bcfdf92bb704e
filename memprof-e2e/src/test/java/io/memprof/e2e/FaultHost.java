package io.memprof.e2e;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * One JVM in which the application of {@code faults/} runs.
 */
final class FaultHost implements AutoCloseable {

	static final String ERRORS = "stderr";

	static final String HISTORY = "history";

	/** Of a machine that does much else. */
	static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Path home;

	private final Program program;

	private final Http http;

	private FaultHost(Path home, Program program, int port) {
		this.home = home;
		this.program = program;
		this.http = Http.of(port);
	}

	/**
	 * Waits until a program that has just been started answers requests.
	 */
	static FaultHost await(Path home, Program program) throws Exception {
		try {
			program.await("started", PATIENCE, () -> program.output().contains("Started Application in"));
			return new FaultHost(home, program,
					PORT.matcher(program.output())
						.results()
						.map((line) -> Integer.parseInt(line.group(1)))
						.findFirst()
						.orElseThrow());
		}
		catch (Throwable ex) {
			program.close();
			throw ex;
		}
	}

	Path home() {
		return this.home;
	}

	HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		return this.http.send(method, path, PATIENCE);
	}

	/**
	 * Asks for something that is answered with JSON, or with nothing.
	 */
	JsonNode json(String method, String path) throws IOException, InterruptedException {
		HttpResponse<String> response = send(method, path);
		if (response.statusCode() >= 300) {
			throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
		}
		return this.http.read(response.body().isEmpty() ? "{}" : response.body());
	}

	FaultReport report() throws IOException, InterruptedException {
		HttpResponse<String> response = send("GET", "/actuator/memprof");
		return new FaultReport(this.http.read((response.statusCode() == 200) ? response.body() : "{}"));
	}

	/**
	 * Waits until the report is as expected.
	 */
	FaultReport await(String what, Predicate<FaultReport> condition) throws Exception {
		this.program.await(what, PATIENCE, () -> condition.test(report()));
		return report();
	}

	/**
	 * Waits for a number of ticks.
	 */
	FaultReport awaitTicks(int ticks) throws Exception {
		long wanted = report().samples() + ticks;
		return await("ticking on", (report) -> report.samples() >= wanted);
	}

	/**
	 * Waits until it has ended by itself.
	 * @return its exit status
	 */
	int awaitEnd() throws InterruptedException {
		return this.program.awaitEnd(PATIENCE);
	}

	/**
	 * Runs {@code jcmd} of the same JDK on it.
	 * @return what it prints
	 */
	String jcmd(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List
			.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(this.program.pid())));
		command.addAll(List.of(arguments));
		try (Program jcmd = Program.start("jcmd", Map.of(), command)) {
			jcmd.awaitSuccess();
			return jcmd.output();
		}
	}

	/**
	 * Lines on its standard output.
	 */
	List<String> output() {
		return this.program.lines();
	}

	/**
	 * Lines on its standard error.
	 */
	List<String> errors() throws IOException {
		return Files.readAllLines(this.home.resolve(ERRORS));
	}

	/**
	 * What was kept on disk of a run.
	 */
	JsonNode kept(String session) throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve(HISTORY))) {
			Path run = files.filter((file) -> file.getFileName().toString().endsWith(session + ".json"))
				.findFirst()
				.orElseThrow();
			return this.http.read(Files.readString(run));
		}
	}

	@Override
	public void close() {
		this.program.close();
	}

}
