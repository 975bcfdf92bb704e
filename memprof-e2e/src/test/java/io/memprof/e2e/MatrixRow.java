package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One application of the matrix, a line of {@code matrix/rows.txt}.
 *
 * @param boot version of Boot
 * @param jdk major version of the JDK
 * @param web what answers requests
 * @param form how the application is started
 * @param with what else it has
 */
record MatrixRow(String boot, int jdk, Web web, Form form, Set<With> with) {

	/** Whatever this build calls itself. */
	private static final String MEMPROF = System.getProperty("memprof.version");

	private static final String BOOT = "org.springframework.boot:";

	private static final String TOMCAT = "spring-boot-starter-tomcat";

	/**
	 * Those of the file, which may have comments.
	 */
	static List<MatrixRow> all() throws IOException {
		return Files.readAllLines(Path.of("matrix/rows.txt"))
			.stream()
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.map(MatrixRow::parse)
			.toList();
	}

	static MatrixRow parse(String line) {
		String[] words = line.strip().split("\\s+");
		Set<With> with = EnumSet.noneOf(With.class);
		Arrays.stream(words).skip(4).map((word) -> named(With.class, word)).forEach(with::add);
		return new MatrixRow(words[0], Integer.parseInt(words[1]), named(Web.class, words[2]),
				named(Form.class, words[3]), with);
	}

	private static <T extends Enum<T>> T named(Class<T> type, String word) {
		return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	private static String word(Enum<?> one) {
		return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	boolean has(With one) {
		return this.with.contains(one);
	}

	/**
	 * A version that is not promised to be on Central as a whole.
	 */
	boolean isMilestone() {
		return this.boot.contains("-");
	}

	/**
	 * The begin of its line in the table.
	 */
	String columns() {
		return "| %s | %d | %s | %s | %s".formatted(this.boot, this.jdk, word(this.web), word(this.form), extras());
	}

	@Override
	public String toString() {
		return "%s %d %s %s %s".formatted(this.boot, this.jdk, word(this.web), word(this.form), extras()).strip();
	}

	private String extras() {
		return this.with.stream().map(MatrixRow::word).collect(Collectors.joining(" "));
	}

	/**
	 * What the application's build would list.
	 */
	List<String> artifacts() {
		List<String> artifacts = new ArrayList<>();
		artifacts.add(BOOT + (this.boot.startsWith("3.") ? this.web.starterOfBoot3 : this.web.starter));
		if (this.web.server != null) {
			artifacts.add(BOOT + this.web.server);
		}
		artifacts.add("io.memprof:"
				+ (has(With.NO_ACTUATOR) ? "memprof-spring-boot-autoconfigure" : "memprof-spring-boot-starter") + ":"
				+ MEMPROF);
		if (this.web == Web.NONE && !has(With.NO_ACTUATOR)) {
			// without Jackson Boot 4 has no endpoints over JMX
			artifacts.add(BOOT + "spring-boot-starter-json");
		}
		if (has(With.SECURITY)) {
			artifacts.add(BOOT + "spring-boot-starter-security");
		}
		if (has(With.PROMETHEUS)) {
			artifacts.add("io.micrometer:micrometer-registry-prometheus");
		}
		if (has(With.DEVTOOLS)) {
			artifacts.add(BOOT + "spring-boot-devtools");
		}
		return artifacts;
	}

	List<String> excluded() {
		return (this.web.server != null || this.form == Form.DEPLOYED) ? List.of(TOMCAT, TOMCAT + "-runtime")
				: List.of();
	}

	/**
	 * Directory below {@code matrix} with its one class.
	 */
	String sources() {
		if (has(With.PARENT)) {
			return "family";
		}
		return (this.form == Form.WAR || this.form == Form.DEPLOYED) ? "war" : this.web.sources;
	}

	/**
	 * What it is configured with: ticks and analyses at short intervals, and what the
	 * test looks at exposed.
	 */
	Map<String, String> settings() {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("server.port", "0");
		settings.put("spring.main.banner-mode", "off");
		settings.put("logging.pattern.console", "%p %logger : %m%n%wEx");
		settings.put("management.endpoints.web.exposure.include", "health,memprof,metrics,prometheus");
		settings.put("memprof.sampling-interval", "250ms");
		settings.put("memprof.leaks.analysis-interval", "1s");
		if (this.boot.startsWith("3.")) {
			settings.put("management.otlp.metrics.export.enabled", "false");
		}
		if (this.web == Web.NONE) {
			settings.put("spring.main.keep-alive", "true");
			settings.put("spring.jmx.enabled", "true");
			settings.put("management.endpoints.jmx.exposure.include", "memprof,metrics");
		}
		this.with.forEach((one) -> settings.putAll(one.settings));
		return settings;
	}

	/**
	 * What answers requests.
	 */
	enum Web {

		MVC_TOMCAT("web", "spring-boot-starter-web", "spring-boot-starter-webmvc", null),
		MVC_JETTY("web", "spring-boot-starter-web", "spring-boot-starter-webmvc", "spring-boot-starter-jetty"),
		MVC_UNDERTOW("web", "spring-boot-starter-web", "spring-boot-starter-webmvc", "spring-boot-starter-undertow"),
		FLUX_NETTY("web", "spring-boot-starter-webflux", "spring-boot-starter-webflux", null),
		JERSEY_TOMCAT("jersey", "spring-boot-starter-jersey", "spring-boot-starter-jersey", null),
		NONE("none", "spring-boot-starter", "spring-boot-starter", null);

		private final String sources;

		private final String starterOfBoot3;

		private final String starter;

		private final String server;

		Web(String sources, String starterOfBoot3, String starter, String server) {
			this.sources = sources;
			this.starterOfBoot3 = starterOfBoot3;
			this.starter = starter;
			this.server = server;
		}

	}

	/**
	 * How the application is started.
	 */
	enum Form {

		/** From a directory and jars, as an IDE does. */
		CLASSES,
		/** {@code java -jar} of an archive with all its libraries. */
		JAR,
		/** The same as a WAR. */
		WAR,
		/** Unpacked in a Tomcat that is there before. */
		DEPLOYED,
		/** Processed ahead of time. */
		AOT,
		/** Unpacked, with an archive of its classes. */
		CDS

	}

	/**
	 * What else an application has.
	 */
	enum With {

		VIRTUAL_THREADS(Map.of("spring.threads.virtual.enabled", "true")),
		SECURITY(Map.of("spring.security.user.name", "ops", "spring.security.user.password", "secret")), PROMETHEUS,
		LAZY(Map.of("spring.main.lazy-initialization", "true")), MANAGEMENT_PORT(Map.of("management.server.port", "0")),
		PARENT, DEVTOOLS(Map.of("spring.devtools.restart.poll-interval", "300ms",
				"spring.devtools.restart.quiet-period", "100ms", "spring.devtools.livereload.enabled", "false")),
		NO_ACTUATOR;

		private final Map<String, String> settings;

		With() {
			this(Map.of());
		}

		With(Map<String, String> settings) {
			this.settings = settings;
		}

	}

}
