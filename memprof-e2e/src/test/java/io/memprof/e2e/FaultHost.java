package io.memprof.e2e;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.boot.SpringBootVersion;
import tools.jackson.databind.JsonNode;

/**
 * The application of {@code faults/}, with the jars just built, in a JVM of its own and
 * where need be in a mount namespace of its own.
 */
final class FaultHost implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final String BOOT = "org.springframework.boot:";

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Path directory;

	private final Program program;

	private final Http http;

	private FaultHost(Path directory, Program program, int port) {
		this.directory = directory;
		this.program = program;
		this.http = Http.of(port);
	}

	/**
	 * Compiles the application.
	 * @return its class path
	 */
	static String build(Path directory) throws Exception {
		List<Path> path = new ArrayList<>();
		try (MatrixClassPath maven = new MatrixClassPath()) {
			path.addAll(maven.of(SpringBootVersion.getVersion(),
					List.of(BOOT + "spring-boot-starter-webmvc",
							"io.memprof:memprof-spring-boot-starter:" + System.getProperty("memprof.version")),
					List.of()));
		}
		MatrixApplication.compile(Path.of("faults").toAbsolutePath(), directory, path);
		path.add(0, directory);
		return MatrixApplication.path(path);
	}

	/**
	 * Starts it and waits until it serves requests.
	 * @param directory of its own, whose {@code tmp} is its temp directory
	 * @param mounts commands of a shell in the namespace of the process that becomes the
	 * JVM, in its directory; none for no namespace
	 * @param options of the JVM
	 */
	static FaultHost start(Path directory, String classPath, List<String> mounts, String... options) throws Exception {
		Files.createDirectories(directory.resolve("tmp"));
		// Tomcat takes it in place of a directory in the temp directory
		Files.createDirectories(directory.resolve("public"));
		List<String> command = new ArrayList<>(mounts.isEmpty() ? List.of() : namespace());
		command.addAll(List.of("sh", "-c",
				"set -e; cd \"$0\"; " + String.join("; ", mounts) + (mounts.isEmpty() ? "" : "; ")
						+ "exec \"$@\" 2> stderr",
				directory.toString(), Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + directory.resolve("tmp")));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", classPath, "com.example.faults.Application", "--server.port=0",
				"--server.tomcat.basedir=" + directory.resolve("tomcat"), "--spring.main.banner-mode=off",
				"--logging.pattern.console=%p %logger : %m%n%wEx",
				"--management.endpoints.web.exposure.include=memprof",
				"--management.endpoint.memprof.access=unrestricted", "--memprof.sampling-interval=250ms",
				"--memprof.leaks.analysis-interval=10s",
				"--memprof.history.directory=" + directory.resolve("history")));
		Program program = Program.start(directory.getFileName().toString(), Map.of(), command);
		try {
			program.await("started", PATIENCE, () -> program.output().contains("Started Application in"));
			return new FaultHost(directory, program,
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

	/** Who is not root gets the right to mount with a user namespace. */
	private static List<String> namespace() {
		return System.getProperty("user.name").equals("root") ? List.of("unshare", "--mount")
				: List.of("unshare", "--map-root-user", "--mount");
	}

	Http http() {
		return this.http;
	}

	Program program() {
		return this.program;
	}

	Path directory() {
		return this.directory;
	}

	JsonNode report() throws Exception {
		return this.http.json("/actuator/memprof");
	}

	/**
	 * The report, once it is as expected.
	 */
	JsonNode await(String what, ReportCondition condition) throws Exception {
		this.program.await(what, PATIENCE, () -> condition.holds(report()));
		return report();
	}

	/**
	 * Waits for so many more ticks.
	 */
	JsonNode awaitTicks(int more) throws Exception {
		long wanted = report().path("totalSamples").asLong() + more;
		return await("ticking on", (report) -> report.path("totalSamples").asLong() >= wanted);
	}

	/**
	 * Asks the host for something, which it has to do.
	 */
	JsonNode post(String path) throws Exception {
		HttpResponse<String> response = this.http.send("POST", path, PATIENCE);
		if (response.statusCode() >= 300) {
			throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
		}
		return this.http.read(response.body().isEmpty() ? "{}" : response.body());
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
	 * Lines on its standard error.
	 */
	List<String> errors() throws IOException {
		return Files.readAllLines(this.directory.resolve("stderr"));
	}

	/**
	 * What was kept on disk of a run.
	 */
	JsonNode kept(String session) throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve("history"))) {
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

	/**
	 * What a report may be like.
	 */
	@FunctionalInterface
	interface ReportCondition {

		boolean holds(JsonNode report) throws Exception;

	}

}
