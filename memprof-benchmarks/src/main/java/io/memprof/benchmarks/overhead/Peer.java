package io.memprof.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a team would pick instead of memprof. What has a backend sends to {@link Sink}.
 */
enum Peer {

	/** The JDK's own recorder with the settings meant for profiling. */
	JFR("JFR profile", "", "-XX:StartFlightRecording:settings=profile,maxsize=64m"),
	/** Tracing, as it comes, and the profiler with allocations and live heap. */
	DATADOG("Datadog", "dd-java-agent", "-Ddd.trace.agent.url=http://127.0.0.1:{sink}", "-Ddd.profiling.enabled=true",
			"-Ddd.profiling.allocation.enabled=true", "-Ddd.profiling.liveheap.enabled=true"),
	/** Its processor profile, as it comes, with allocations and live heap. */
	PYROSCOPE("Pyroscope", "agent", "-Dpyroscope.server.address=http://127.0.0.1:{sink}",
			"-Dpyroscope.application.name=overhead", "-Dpyroscope.format=jfr", "-Dpyroscope.profiler.alloc=512k",
			"-Dpyroscope.alloc.live=true"),
	/** Traces, metrics and logs, as it comes; it has no profiler. */
	OPENTELEMETRY("OpenTelemetry", "opentelemetry-javaagent", "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:{sink}"),
	/**
	 * Of the agent only what is on Maven Central, which has no collector within, so it
	 * looks for one; nothing listens there.
	 */
	GLOWROOT("Glowroot", "glowroot-agent", "-Dglowroot.collector.address=http://127.0.0.1:9", "-Dglowroot.conf.dir=.",
			"-Dglowroot.log.dir=.", "-Dglowroot.data.dir=.", "-Dglowroot.tmp.dir=.");

	private final String title;

	private final String agent;

	private final List<String> arguments;

	Peer(String title, String agent, String... arguments) {
		this.title = title;
		this.agent = agent;
		this.arguments = List.of(arguments);
	}

	/** The one that an option names. */
	static Peer named(String name) {
		for (Peer peer : values()) {
			if (peer.optionName().equals(name)) {
				return peer;
			}
		}
		throw new IllegalArgumentException(
				"--peers: no " + name + " among " + Arrays.stream(values()).map(Peer::optionName).toList());
	}

	private String optionName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param agents the folder that the build has copied the agents to
	 * @param sinkPort where {@link Sink} listens
	 * @throws IllegalArgumentException when the agent is not there
	 */
	Variant variant(Path jar, Path agents, int sinkPort) throws IOException {
		List<String> own = this.arguments.stream()
			.map((argument) -> argument.replace("{sink}", String.valueOf(sinkPort)))
			.toList();
		if (this.agent.isEmpty()) {
			return new Variant(this.title, jar, own, List.of());
		}
		Path file = find(agents);
		return new Variant(this.title + " " + version(file), jar,
				Stream.concat(Stream.of("-javaagent:" + file), own.stream()).toList(), List.of());
	}

	private String version(Path file) {
		return file.getFileName().toString().replaceAll("^" + this.agent + "-|\\.jar$", "");
	}

	private Path find(Path agents) throws IOException {
		if (Files.isDirectory(agents)) {
			try (Stream<Path> files = Files.list(agents)) {
				Optional<Path> found = files
					.filter((file) -> file.getFileName().toString().matches(this.agent + "-\\d.*\\.jar"))
					.findFirst();
				if (found.isPresent()) {
					return found.get().toAbsolutePath();
				}
			}
		}
		throw new IllegalArgumentException("no %s-<version>.jar in %s: build with -Ppeers, or leave %s out of --peers"
			.formatted(this.agent, agents, optionName()));
	}

}
