package io.memprof.benchmarks.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Judgements as Markdown. A run that failed counts as a leak not found or, of a healthy
 * program, not at all; it is listed.
 */
final class AccuracyTable {

	private final List<Judgement> judgements;

	AccuracyTable(List<Judgement> judgements) {
		this.judgements = List.copyOf(judgements);
	}

	/** Leaks found among those that are, 0 to 1; 1 when no leak ran. */
	double recall() {
		List<Judgement> leaks = this.judgements.stream().filter(Judgement::leaks).toList();
		return leaks.isEmpty() ? 1 : (double) count(leaks, Judgement::detected) / leaks.size();
	}

	long falseAlarms() {
		return count(this.judgements, Judgement::falseAlarm);
	}

	long failures() {
		return count(this.judgements, (it) -> it.failure() != null);
	}

	/** One row a collector. */
	String summary() {
		Map<Collector, List<Judgement>> byCollector = new EnumMap<>(Collector.class);
		this.judgements.forEach((it) -> byCollector.computeIfAbsent(it.collector(), (c) -> new ArrayList<>()).add(it));
		StringBuilder text = new StringBuilder("""
				| collector | leaks found | class | site | holder | median seconds | false alarms | precision |
				|---|---|---|---|---|---|---|---|
				""");
		byCollector.forEach((collector, runs) -> text.append(row(collector.toString(), runs)));
		return text.append(row("all", this.judgements)).toString();
	}

	/** One row a program. */
	String details() {
		Map<Class<?>, List<Judgement>> byProgram = new LinkedHashMap<>();
		this.judgements.forEach((it) -> byProgram.computeIfAbsent(it.program(), (p) -> new ArrayList<>()).add(it));
		StringBuilder text = new StringBuilder("| program | leaks | what was said |\n|---|---|---|\n");
		byProgram.forEach((program, runs) -> text.append("| ")
			.append(program.getSimpleName())
			.append(" | " + kindOf(program) + " | ")
			.append(String.join("; ", runs.stream().map(AccuracyTable::said).toList()))
			.append(" |\n"));
		return text.toString();
	}

	private static String kindOf(Class<?> program) {
		Leaks answer = program.getAnnotation(Leaks.class);
		return (answer != null) ? answer.kind().name().toLowerCase(Locale.ROOT) : "nothing";
	}

	static String said(Judgement run) {
		if (run.failure() != null) {
			return run.collector() + " FAILED: " + run.failure();
		}
		String text = run.collector() + " " + run.verdict();
		if (run.seconds() != null) {
			text += " after " + run.seconds() + " s" + (run.alarm() ? "" : ", then withdrawn");
		}
		if (run.falseAlarm()) {
			text += ", FALSE ALARM";
		}
		if (run.detected() && !(run.what() && run.where() && run.who())) {
			text += ", without" + (run.what() ? "" : " class") + (run.where() ? "" : " site")
					+ (run.who() ? "" : " holder");
		}
		return text;
	}

	private static String row(String name, List<Judgement> runs) {
		List<Judgement> leaks = runs.stream().filter(Judgement::leaks).toList();
		List<Judgement> healthy = runs.stream().filter((it) -> !it.leaks() && it.failure() == null).toList();
		long found = count(leaks, Judgement::detected);
		long falseAlarms = count(healthy, Judgement::falseAlarm);
		List<Integer> seconds = leaks.stream()
			.filter(Judgement::detected)
			.map(Judgement::seconds)
			.filter(Objects::nonNull)
			.sorted()
			.toList();
		String median = seconds.isEmpty() ? "–" : seconds.get(seconds.size() / 2).toString();
		String precision = (found + falseAlarms > 0)
				? String.format(Locale.ROOT, "%.2f", (double) found / (found + falseAlarms)) : "–";
		int of = leaks.size();
		return "| %s | %d of %d | %d | %d | %d | %s | %d of %d | %s |%n".formatted(name, found, of,
				count(leaks, Judgement::what), count(leaks, Judgement::where), count(leaks, Judgement::who), median,
				falseAlarms, healthy.size(), precision);
	}

	private static long count(List<Judgement> runs, Predicate<Judgement> condition) {
		return runs.stream().filter(condition).count();
	}

}
