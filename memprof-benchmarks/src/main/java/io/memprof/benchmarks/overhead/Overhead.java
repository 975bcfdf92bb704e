package io.memprof.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.benchmarks.Options;
import io.memprof.benchmarks.overhead.Server.DidNotStartException;
import io.memprof.benchmarks.overhead.Server.Setup;
import org.jspecify.annotations.Nullable;

/**
 * What memprof costs a web application under load, side by side with what a team would
 * pick instead. Each variant is a server of its own; one at a time is loaded, in turn, so
 * that the machine's drift hits all alike. The plain application is there twice: the
 * ratio of its twin is the noise, below which no difference means anything. <pre>
 * ./mvnw -q -Ppeers -pl memprof-demo,memprof-benchmarks -am package -DskipTests
 * java -cp memprof-benchmarks/target/benchmarks.jar io.memprof.benchmarks.overhead.Overhead
 * </pre> Prints medians, and ratios to the plain application: the median of those of the
 * rounds, with a bootstrap interval of 95 %. Processor time is that of the server's
 * process alone; start-up is from the process to the first 200.
 * <p>
 * Options, each {@code --name=value}: {@code jar}, an application of Spring Boot with the
 * starter, the demo without its leak by default; {@code plain-jar}, the same without it,
 * made from the other by default; {@code paths} to ask for, separated by commas;
 * {@code peers}, separated by commas, all by default; {@code agents}, the folder that
 * holds theirs; {@code java}, the one of this JDK by default; {@code jvm},
 * {@code arguments} and {@code memprof-arguments}, for all JVMs, all applications and the
 * ones with memprof, separated by spaces; {@code rounds} of {@code seconds} each;
 * {@code warm-up}, most seconds of load until processor time a request settles;
 * {@code starts} of each variant; {@code connections}; {@code out}, a folder for output.
 */
public final class Overhead {

	/** Two steps in a row that differ by less. */
	private static final double SETTLED = 0.03;

	private static final Duration WARM_UP_STEP = Duration.ofSeconds(6);

	private static final Map<String, String> DEFAULTS = Map.ofEntries(
			Map.entry("jar", "memprof-demo/target/memprof-demo.jar"), Map.entry("plain-jar", ""),
			Map.entry("paths", "/products?query=a,/products/1,/products/2/label"),
			Map.entry("peers", "jfr,datadog,pyroscope,opentelemetry,glowroot"),
			Map.entry("agents", "memprof-benchmarks/target/peers"),
			Map.entry("java", Path.of(System.getProperty("java.home"), "bin", "java").toString()),
			Map.entry("jvm", "-Xms512m -Xmx512m -XX:+UseG1GC"),
			Map.entry("arguments", "--demo.leak=none --demo.traffic.requests-per-second=0"),
			// the defaults of memprof; the demo is impatient
			Map.entry("memprof-arguments",
					"--memprof.sampling-interval=5s --memprof.leaks.analysis-interval=60s --memprof.leaks.warm-up=10m"),
			Map.entry("rounds", "8"), Map.entry("seconds", "5"), Map.entry("warm-up", "90"), Map.entry("starts", "3"),
			Map.entry("connections", "8"), Map.entry("out", "memprof-benchmarks/target/overhead"));

	private final Options options;

	private final Setup setup;

	private final Path out;

	private Overhead(Options options) throws IOException {
		this.options = options;
		List<String> paths = options.words("paths");
		if (paths.isEmpty() || !paths.stream().allMatch((path) -> path.startsWith("/"))) {
			throw new IllegalArgumentException("--paths=" + options.text("paths") + ": expected paths from / on");
		}
		this.setup = new Setup(existing("java"), options.arguments("jvm"), options.arguments("arguments"), paths);
		this.out = Files.createDirectories(Path.of(options.text("out"))).toAbsolutePath();
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		try {
			new Overhead(Options.of(args, DEFAULTS)).run();
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
		}
		System.exit(0);
	}

	private void run() throws IOException, InterruptedException {
		int rounds = this.options.atLeast("rounds", 1);
		int starts = this.options.atLeast("starts", 1);
		Duration seconds = Duration.ofSeconds(this.options.atLeast("seconds", 1));
		Map<VariantResult, Server> servers = new LinkedHashMap<>();
		try (Sink sink = new Sink(); Load load = new Load(this.options.atLeast("connections", 1), this.setup.paths())) {
			List<VariantResult> results = variants(sink.port()).stream().map(VariantResult::new).toList();
			for (int i = 1; i <= starts; i++) {
				for (VariantResult result : results) {
					start(result, (i == starts) ? servers : null);
				}
			}
			for (Map.Entry<VariantResult, Server> running : servers.entrySet()) {
				say("warming up " + running.getKey().name());
				warmUp(load, running.getValue());
			}
			for (int i = 0; i < rounds; i++) {
				say("round " + (i + 1) + " of " + rounds);
				List<Map.Entry<VariantResult, Server>> order = new ArrayList<>(servers.entrySet());
				if (i % 2 == 1) {
					Collections.reverse(order);
				}
				for (Map.Entry<VariantResult, Server> running : order) {
					running.getKey().add(load.run(running.getValue(), seconds));
				}
			}
			for (Map.Entry<VariantResult, Server> running : servers.entrySet()) {
				running.getKey().ended(running.getValue().residentMebibytes());
			}
			System.out.print(new OverheadTable(results));
		}
		finally {
			servers.values().forEach(Server::close);
		}
	}

	private List<Variant> variants(int sinkPort) throws IOException {
		Path jar = existing("jar");
		Path plain = this.options.text("plain-jar").isEmpty() ? PlainJar.write(jar, this.out.resolve("plain.jar"))
				: existing("plain-jar");
		Path agents = Path.of(this.options.text("agents"));
		List<Variant> variants = new ArrayList<>(
				List.of(Variant.of("plain", plain), Variant.of("plain, its twin", plain),
						new Variant("memprof", jar, List.of(), this.options.arguments("memprof-arguments"))));
		for (String peer : this.options.words("peers")) {
			variants.add(Peer.named(peer).variant(plain, agents, sinkPort));
		}
		return variants;
	}

	/** Starts it and ends it again, or leaves it among those that run. */
	private void start(VariantResult result, @Nullable Map<VariantResult, Server> running)
			throws IOException, InterruptedException {
		if (result.failure() != null) {
			return;
		}
		say("starting " + result.name());
		try {
			Server server = Server.start(result.variant(), this.setup,
					this.out.resolve(result.name().replaceAll("\\W+", "-")));
			result.started(server.startSeconds());
			if (running != null) {
				running.put(result, server);
			}
			else {
				server.close();
			}
		}
		catch (DidNotStartException ex) {
			result.failed("did not start: " + ex.getMessage());
		}
	}

	/** Until processor time a request has settled, or time is up. */
	private void warmUp(Load load, Server server) throws InterruptedException {
		long end = System.nanoTime() + this.options.seconds("warm-up").toNanos();
		double last = Double.NaN;
		int settled = 0;
		while (settled < 2 && System.nanoTime() < end) {
			double now = load.run(server, WARM_UP_STEP).cpuMillisPerRequest();
			settled = (Math.abs(now / last - 1) < SETTLED) ? settled + 1 : 0;
			last = now;
		}
	}

	private Path existing(String option) {
		Path file = Path.of(this.options.text(option));
		if (!Files.isRegularFile(file)) {
			throw new IllegalArgumentException("--%s=%s: there is no such file".formatted(option, file));
		}
		return file.toAbsolutePath();
	}

	private static void say(String what) {
		System.err.println(what);
	}

}
