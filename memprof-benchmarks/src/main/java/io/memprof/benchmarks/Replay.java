package io.memprof.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

import io.memprof.leak.LeakVerdict;
import io.memprof.leak.ReplayRun;
import io.memprof.leak.ReplayScenario;

/**
 * How often the verdict is right: days in the life of simulated applications, healthy
 * ones and leaking ones, run through the real judging code at the default settings, on a
 * clock of their own. What is simulated is the application, its collector and JFR's
 * sampler; nothing of memprof.
 * <p>
 * Prints a table in Markdown; docs/accuracy.md has it, and says how to read it. <pre>
 * java -cp 'memprof-benchmarks/target/benchmarks.jar' io.memprof.benchmarks.Replay 100
 * java -cp 'memprof-benchmarks/target/benchmarks.jar' io.memprof.benchmarks.Replay 10 FLAT LEAK_1_H
 * </pre> The arguments are the number of seeds and the rows, by default 100 and all.
 */
public final class Replay {

	private Replay() {
	}

	public static void main(String[] args) {
		int seeds = (args.length > 0) ? Integer.parseInt(args[0]) : 100;
		List<ReplayScenario> rows = (args.length > 1)
				? Arrays.stream(args).skip(1).map(ReplayScenario::valueOf).toList() : List.of(ReplayScenario.values());
		long begin = System.nanoTime();
		System.out.printf("| %-62s | %-23s | %-23s | %-22s | %-22s | %-15s |%n", "", "suspected a day (runs)",
				"confirmed a day (runs)", "found at, 50 %, 90 %", "confirmed at", "healthy/growing");
		System.out.println("|---|---|---|---|---|---|");
		for (ReplayScenario row : rows) {
			print(row, LongStream.range(0, seeds).parallel().mapToObj((seed) -> run(row, seed)).toList());
		}
		System.out.printf(Locale.ROOT, "%n%d seeds, %.0f s%n", seeds, (System.nanoTime() - begin) / 1e9);
	}

	private static ReplayRun.Result run(ReplayScenario row, long seed) {
		try {
			return ReplayRun.of(row, seed);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void print(ReplayScenario row, List<ReplayRun.Result> results) {
		boolean leaks = results.get(0).leaks();
		System.out.printf(Locale.ROOT, "| %-62s | %-23s | %-23s | %-22s | %-22s | %4.0f %% / %4.0f %% |%n", row.title(),
				falseAlarms(results, ReplayRun.Result::suspected), falseAlarms(results, ReplayRun.Result::confirmed),
				leaks ? shares(results, ReplayRun.Result::foundAt) : "",
				leaks ? shares(results, ReplayRun.Result::confirmedAt) : "", 100 * share(results, LeakVerdict.HEALTHY),
				100 * share(results, LeakVerdict.GROWING));
	}

	private static String falseAlarms(List<ReplayRun.Result> results, ToDoubleFunction<ReplayRun.Result> count) {
		double days = results.stream().map(ReplayRun.Result::observed).mapToDouble(Replay::days).sum();
		double alarms = results.stream().mapToDouble(count).sum();
		double runs = results.stream().filter((result) -> count.applyAsDouble(result) > 0).count();
		return String.format(Locale.ROOT, "%.2f (%.0f %%)", alarms / days, 100 * runs / results.size());
	}

	/** Median, 90 % and the share found at all. */
	private static String shares(List<ReplayRun.Result> results, ToDoubleFunction<ReplayRun.Result> at) {
		double[] found = results.stream().mapToDouble(at).filter((share) -> !Double.isNaN(share)).sorted().toArray();
		if (found.length == 0) {
			return "never";
		}
		return String.format(Locale.ROOT, "%.0f %%, %.0f %% (%.0f %%)", 100 * found[found.length / 2],
				100 * found[(int) Math.min(found.length - 1, 0.9 * found.length)],
				100.0 * found.length / results.size());
	}

	private static double share(List<ReplayRun.Result> results, LeakVerdict verdict) {
		return results.stream().mapToDouble((result) -> result.share(verdict)).average().orElse(0);
	}

	private static double days(Duration observed) {
		return observed.toSeconds() / 86_400.0;
	}

}
