package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.SpringBootVersion;

/**
 * The application of {@code faults/}, with the jars just built. It can do to itself and
 * its machine what goes wrong, and answers requests meanwhile.
 *
 * @param directory with one directory for each JVM
 * @param classPath of the application
 */
record FaultApplication(Path directory, String classPath) {

	private static final String BOOT = "org.springframework.boot:";

	/**
	 * Compiles it.
	 */
	static FaultApplication build(Path directory) throws Exception {
		Path classes = directory.resolve("classes");
		try (MatrixClassPath maven = new MatrixClassPath()) {
			List<Path> libraries = maven.of(SpringBootVersion.getVersion(),
					List.of(BOOT + "spring-boot-starter-webmvc",
							"io.memprof:memprof-spring-boot-starter:" + System.getProperty("memprof.version")),
					List.of());
			MatrixApplication.compile(Path.of("faults").toAbsolutePath(), classes, libraries);
			return new FaultApplication(directory,
					MatrixApplication.path(Stream.concat(Stream.of(classes), libraries.stream()).toList()));
		}
	}

	/**
	 * Starts it and waits until it answers requests.
	 * @param name of its directory, whose {@code tmp} is its temp directory
	 * @param mounts commands of a shell that becomes the JVM, in that directory and in a
	 * mount namespace of its own; none for no namespace
	 * @param options of the JVM
	 */
	FaultHost start(String name, List<String> mounts, String... options) throws Exception {
		Path home = this.directory.resolve(name);
		List<String> command = new ArrayList<>(mounts.isEmpty() ? List.of() : namespace());
		List<String> script = new ArrayList<>(List.of("set -e", "cd \"$0\""));
		script.addAll(mounts);
		script.add("exec \"$@\" 2> " + FaultHost.ERRORS);
		command.addAll(List.of("sh", "-c", String.join("\n", script), home.toString()));
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temp(home)));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", this.classPath, "com.example.faults.Application"));
		settings(home).forEach((property, value) -> command.add("--" + property + "=" + value));
		return FaultHost.await(home, Program.start(name, Map.of(), command));
	}

	private static Path temp(Path home) throws IOException {
		// Tomcat takes it in place of one in the temp directory
		Files.createDirectories(home.resolve("public"));
		return Files.createDirectories(home.resolve("tmp"));
	}

	/** Who is not root gets the right to mount with a user namespace. */
	private static List<String> namespace() {
		return System.getProperty("user.name").equals("root") ? List.of("unshare", "--mount")
				: List.of("unshare", "--map-root-user", "--mount");
	}

	private static Map<String, Object> settings(Path home) {
		return Map.of("server.port", 0, "server.tomcat.basedir", home.resolve("tomcat"), "spring.main.banner-mode",
				"off", "logging.pattern.console", "%p %logger : %m%n%wEx", "management.endpoints.web.exposure.include",
				"memprof", "management.endpoint.memprof.access", "unrestricted", "memprof.sampling-interval", "250ms",
				"memprof.leaks.analysis-interval", "10s", "memprof.history.directory", home.resolve(FaultHost.HISTORY));
	}

}
