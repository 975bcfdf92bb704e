package io.memprof.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.memprof.e2e.MatrixRow.Form;

/**
 * Makes the application of one row from its source, as the plugins for Maven and Gradle
 * do, and knows the command that starts it.
 */
final class MatrixApplication {

	private static final Path SOURCES = Path.of("matrix").toAbsolutePath();

	private static final String MAIN_CLASS = "com.example.matrix.Application";

	private static final String TOMCAT = "org.apache.tomcat.embed:tomcat-embed-core";

	private static final ToolProvider JAVAC = tool("javac");

	private static final ToolProvider JAR = tool("jar");

	private final MatrixRow row;

	private final Path jdk;

	private final Path directory;

	private final MatrixClassPath maven;

	MatrixApplication(MatrixRow row, Path jdk, Path directory, MatrixClassPath maven) {
		this.row = row;
		this.jdk = jdk;
		this.directory = directory;
		this.maven = maven;
	}

	/**
	 * Directory of its class files.
	 */
	Path classes() {
		return isWar() ? content().resolve("WEB-INF/classes") : content();
	}

	/** What its archive holds, but for the libraries. */
	private Path content() {
		return this.directory.resolve("application");
	}

	private boolean isWar() {
		return this.row.form() == Form.WAR || this.row.form() == Form.DEPLOYED;
	}

	/**
	 * Compiles and packages it.
	 * @return the command that starts it
	 */
	List<String> build() throws Exception {
		List<Path> libraries = this.maven.of(this.row.boot(), this.row.artifacts(), this.row.excluded());
		compile(SOURCES.resolve(this.row.sources()), classes(), all(libraries, provided()));
		return switch (this.row.form()) {
			case CLASSES -> java(List.of("-cp", path(all(List.of(classes()), libraries)), MAIN_CLASS));
			case JAR -> java(List.of("-jar", pack("jar", libraries).toString()));
			case WAR -> java(List.of("-jar", pack("war", libraries).toString()));
			case DEPLOYED -> deployed(libraries);
			case AOT -> aheadOfTime(libraries);
			case CDS -> archived(libraries);
		};
	}

	private Path pack(String extension, List<Path> libraries) throws Exception {
		Path plain = this.directory.resolve("plain." + extension);
		run(JAR, List.of("--create", "--file", plain.toString(), "-C", content().toString(), "."));
		List<Path> tools = toolPath(List.of("org.springframework.boot:spring-boot-loader-tools:" + this.row.boot()),
				"Pack");
		Path packed = this.directory.resolve("application." + extension);
		List<String> command = new ArrayList<>(
				List.of("-cp", path(tools), "Pack", plain.toString(), packed.toString()));
		libraries.forEach((library) -> command.add(library.toString()));
		run(java(List.of(), command));
		return packed;
	}

	private List<String> deployed(List<Path> libraries) throws Exception {
		Path inside = Files.createDirectories(content().resolve("WEB-INF/lib"));
		for (Path library : libraries) {
			Files.copy(library, inside.resolve(library.getFileName()));
		}
		List<Path> tools = toolPath(List.of(TOMCAT, "org.apache.tomcat.embed:tomcat-embed-el"), "WebContainer");
		return java(List.of("-cp", path(tools), "WebContainer", this.directory.resolve("tomcat").toString(),
				content().toString()));
	}

	/** What the container brings. */
	private List<Path> provided() throws Exception {
		return (this.row.form() == Form.DEPLOYED) ? this.maven.of(this.row.boot(), List.of(TOMCAT), List.of())
				: List.of();
	}

	private List<String> aheadOfTime(List<Path> libraries) throws Exception {
		Path sources = this.directory.resolve("aot-sources");
		Path resources = this.directory.resolve("aot-resources");
		Path generated = this.directory.resolve("aot-classes");
		run(java(List.of("-cp", path(all(List.of(classes()), libraries)),
				"org.springframework.boot.SpringApplicationAotProcessor", MAIN_CLASS, sources.toString(),
				resources.toString(), generated.toString(), "com.example", "matrix")));
		compile(sources, generated, all(List.of(classes()), libraries));
		return java(List.of("-Dspring.aot.enabled=true", "-cp",
				path(all(List.of(generated, resources, classes()), libraries)), MAIN_CLASS));
	}

	private List<String> archived(List<Path> libraries) throws Exception {
		Path unpacked = this.directory.resolve("unpacked");
		run(java(List.of(), List.of("-Djarmode=tools", "-jar", pack("jar", libraries).toString(), "extract",
				"--destination", unpacked.toString())));
		String jar = unpacked.resolve("application.jar").toString();
		String archive = unpacked.resolve("application.jsa").toString();
		run(java(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Dspring.context.exit=onRefresh", "-jar", jar)));
		return java(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + classLog(), "-jar", jar));
	}

	/**
	 * Where each class came from, of the form with an archive.
	 */
	Path classLog() {
		return this.directory.resolve("classes.log");
	}

	private List<Path> toolPath(List<String> artifacts, String tool) throws Exception {
		List<Path> libraries = this.maven.of(this.row.boot(), artifacts, List.of());
		Path classes = Files.createDirectories(this.directory.resolve("tools"));
		run(JAVAC, List.of("-d", classes.toString(), "-cp", path(libraries),
				SOURCES.resolve("tools/" + tool + ".java").toString()));
		return all(List.of(classes), libraries);
	}

	/**
	 * Compiles all sources below a directory, as Boot's plugins do.
	 */
	static void compile(Path sources, Path classes, List<Path> path) throws IOException {
		Files.createDirectories(classes);
		List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "--release", "17", "-proc:none",
				"-nowarn", "-parameters", "-cp", path(path)));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		run(JAVAC, arguments);
	}

	/** With the settings of the application, which hold when it is processed too. */
	private List<String> java(List<String> arguments) {
		return java(this.row.settings()
			.entrySet()
			.stream()
			.map((one) -> "-D" + one.getKey() + "=" + one.getValue())
			.toList(), arguments);
	}

	/** Little heap and one compiler: there are many rows, and two processors. */
	private List<String> java(List<String> options, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(this.jdk.resolve("bin/java").toString(), "-Xmx96m", "-XX:TieredStopAtLevel=1"));
		command.addAll(options);
		command.addAll(arguments);
		return command;
	}

	private static List<Path> all(List<Path> some, List<Path> others) {
		return Stream.concat(some.stream(), others.stream()).toList();
	}

	static String path(List<Path> files) {
		return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

	private void run(List<String> command) throws Exception {
		try (Program program = Program.start(this.row.toString(), Map.of(), command)) {
			program.awaitSuccess();
		}
	}

	private static ToolProvider tool(String name) {
		return ToolProvider.findFirst(name).orElseThrow();
	}

	private static void run(ToolProvider tool, List<String> arguments) {
		if (tool.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
			throw new IllegalStateException(tool.name() + " failed: " + arguments);
		}
	}

}
