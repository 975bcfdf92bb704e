package io.memprof.benchmarks.collectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.memprof.benchmarks.Options;
import io.memprof.benchmarks.collectors.KnownLiveSet.Mode;
import io.memprof.benchmarks.corpus.Collector;

/**
 * Whether memprof is right under every collector that a JDK has: runs a program whose
 * live set is known, its leaking twin, and how much work it does in the same processor
 * time with memprof and without, and prints a table as Markdown. <pre>
 * java -cp 'memprof-benchmarks/target/classes:memprof-benchmarks/target/lib/*' io.memprof.benchmarks.collectors.Collectors
 * </pre> Options, each {@code --name=value}: {@code jdks}, homes of JDKs separated by
 * commas, this one by default; {@code collectors}, likewise, all by default;
 * {@code at-once}, the JVMs that run side by side while nothing is timed (6);
 * {@code run}, {@code most} and {@code work} in seconds: how long the healthy program
 * runs, the leaking one at most, and the processor time in which work is counted (30, 120
 * and 8); {@code out}, a folder for their output.
 * <p>
 * The exit status is 1 when a live heap is reported that is far from the true one, the
 * healthy program is called leaking, or the leak is not named. The slow-down is only
 * printed: one pair of JVMs differs by some percent for other reasons.
 */
public final class Collectors {

	private static final Map<String, String> DEFAULTS = Map.of("jdks", System.getProperty("java.home"), "collectors",
			String.join(",", List.of(Collector.values()).stream().map(Enum::name).toList()), "at-once", "6", "run",
			"30", "most", "120", "work", "8", "out", "memprof-benchmarks/target/collectors");

	private final Options options;

	private final Path out;

	private final ExecutorService atOnce;

	/** What is timed has the machine for itself, as far as this command goes. */
	private final ExecutorService alone = Executors.newSingleThreadExecutor();

	private Collectors(Options options) throws IOException {
		this.options = options;
		this.out = Files.createDirectories(Path.of(options.text("out")));
		this.atOnce = Executors.newFixedThreadPool(options.atLeast("at-once", 1));
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		try {
			System.exit(new Collectors(Options.of(args, DEFAULTS)).run() ? 0 : 1);
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
		}
	}

	private boolean run() throws IOException, InterruptedException {
		List<Jvms> all = new ArrayList<>();
		for (CollectorRun run : runs()) {
			all.add(new Jvms(run, start(this.atOnce, run, Mode.HEALTHY, "run"),
					start(this.atOnce, run, Mode.LEAKING, "most")));
		}
		for (Jvms jvms : all) {
			await(jvms.healthy());
			await(jvms.leaking());
		}
		StringBuilder rows = new StringBuilder();
		boolean good = !all.isEmpty();
		for (Jvms jvms : all) {
			CollectorRun run = jvms.run();
			try {
				CollectorResult result = CollectorResult.of(run.collector(), run.version(), jvms.healthy().get(),
						jvms.leaking().get(), start(this.alone, run, Mode.WATCHED, "work").get(),
						start(this.alone, run, Mode.ALONE, "work").get());
				rows.append(result.row());
				for (String fault : result.faults()) {
					System.err.println(run + ": " + fault);
					good = false;
				}
			}
			catch (ExecutionException ex) {
				System.err.println(run + ": " + ex.getCause());
				good = false;
			}
		}
		System.out.print(CollectorResult.HEADER + rows);
		return good;
	}

	private List<CollectorRun> runs() throws IOException, InterruptedException {
		List<CollectorRun> runs = new ArrayList<>();
		for (String home : this.options.words("jdks")) {
			Path java = Path.of(home, "bin", "java");
			if (!Files.isExecutable(java)) {
				throw new IllegalArgumentException("--jdks: there is no " + java);
			}
			for (String name : this.options.words("collectors")) {
				CollectorRun run = CollectorRun.of(java, Collector.valueOf(name.toUpperCase(Locale.ROOT)));
				if (run != null) {
					runs.add(run);
				}
				else {
					System.err.println(home + " has no " + name);
				}
			}
		}
		return runs;
	}

	private Future<List<String>> start(ExecutorService threads, CollectorRun run, Mode mode, String seconds) {
		int time = this.options.atLeast(seconds, 1);
		Path log = this.out.resolve("%s-%s-%s.log".formatted(run.collector(), run.version(), mode));
		return threads.submit(() -> run.run(mode, time, log));
	}

	/** Its failure is told later. */
	private static void await(Future<?> jvm) throws InterruptedException {
		try {
			jvm.get();
		}
		catch (ExecutionException ex) {
			System.err.println(ex.getCause());
		}
	}

	private record Jvms(CollectorRun run, Future<List<String>> healthy, Future<List<String>> leaking) {
	}

}
