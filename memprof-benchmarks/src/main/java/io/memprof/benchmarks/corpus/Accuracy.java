package io.memprof.benchmarks.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.memprof.benchmarks.Options;

/**
 * How often the verdict is right: runs the programs of the corpus in JVMs of their own
 * and prints what was found as Markdown. <pre>
 * java -cp 'memprof-benchmarks/target/classes:memprof-benchmarks/target/lib/*' io.memprof.benchmarks.corpus.Accuracy
 * </pre> Options, each {@code --name=value}: {@code programs} and {@code collectors},
 * separated by commas, all by default; {@code everywhere}, the programs that run under
 * every collector, all by default, while each other runs under one of them in turn;
 * {@code java}, the one of this JDK by default; {@code warm-up}, {@code run} and
 * {@code settled} in seconds (12, 75 and 12); {@code at-once}, the JVMs that run side by
 * side (2); {@code floor}, the least share of leaks to be found (0); {@code out}, a
 * directory for output and last report of each run.
 * <p>
 * The exit status is 1 when a healthy program was called leaking, a run failed, or fewer
 * leaks were found than the floor asks for.
 */
public final class Accuracy {

	private static final Map<String, String> DEFAULTS = Map.of("programs", "", "collectors", "G1,PARALLEL,SERIAL,ZGC",
			"everywhere", "all", "java", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "warm-up",
			"12", "run", "75", "settled", "12", "at-once", "2", "floor", "0", "out",
			"memprof-benchmarks/target/corpus");

	private Accuracy() {
	}

	public static void main(String[] args) throws Exception {
		Options options = Options.of(args, DEFAULTS);
		Path java = Path.of(options.text("java"));
		Path out = Files.createDirectories(Path.of(options.text("out")));
		Scale scale = new Scale(options.seconds("warm-up"), options.seconds("run"), options.seconds("settled"));
		List<ProgramRun> runs = runs(options);
		ExecutorService atOnce = Executors.newFixedThreadPool(Integer.parseInt(options.text("at-once")));
		List<Future<Judgement>> pending = runs.stream()
			.map((run) -> atOnce.submit(() -> run.judge(java, scale, out)))
			.toList();
		List<Judgement> judgements = new ArrayList<>();
		for (Future<Judgement> run : pending) {
			Judgement judgement = run.get();
			System.err.println(judgement.program().getSimpleName() + ": " + AccuracyTable.said(judgement));
			judgements.add(judgement);
		}
		atOnce.shutdown();
		AccuracyTable table = new AccuracyTable(judgements);
		System.out.printf("%s%n%s%n", table.summary(), table.details());
		boolean good = table.falseAlarms() == 0 && table.failures() == 0
				&& table.recall() >= Double.parseDouble(options.text("floor"));
		System.exit(good ? 0 : 1);
	}

	private static List<ProgramRun> runs(Options options) {
		List<Class<? extends Program>> programs = Corpus.named(options.words("programs"));
		List<Collector> collectors = options.words("collectors")
			.stream()
			.map((name) -> Collector.valueOf(name.toUpperCase(Locale.ROOT)))
			.toList();
		List<Class<? extends Program>> everywhere = options.text("everywhere").equals("all") ? programs
				: Corpus.named(options.words("everywhere"));
		List<ProgramRun> runs = new ArrayList<>();
		for (int i = 0; i < programs.size(); i++) {
			for (int k = 0; k < collectors.size(); k++) {
				if (everywhere.contains(programs.get(i)) || i % collectors.size() == k) {
					runs.add(new ProgramRun(programs.get(i), collectors.get(k)));
				}
			}
		}
		return runs;
	}

}
