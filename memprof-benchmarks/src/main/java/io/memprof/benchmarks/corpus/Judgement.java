package io.memprof.benchmarks.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one run said, compared with the answer.
 *
 * @param program which ran
 * @param collector under which
 * @param verdict the last
 * @param seconds of traffic until the first alarm, or {@code null} when there was none
 * @param alarm whether the last verdict was one
 * @param what whether one of the three worst leaks names the class that accumulates
 * @param where the same for the allocating frame
 * @param who the same for the holder
 * @param failure why the run says nothing, or {@code null}
 */
record Judgement(Class<? extends Program> program, Collector collector, String verdict, @Nullable Integer seconds,
		boolean alarm, boolean what, boolean where, boolean who, @Nullable String failure) {

	private static final int LISTED = 3;

	static Judgement of(Class<? extends Program> program, Collector collector, @Nullable Integer seconds, boolean alarm,
			JsonNode report) {
		JsonNode analysis = report.path("leakAnalysis");
		Leaks answer = program.getAnnotation(Leaks.class);
		List<JsonNode> leaks = alarm
				? StreamSupport.stream(analysis.path("potentialLeaks").spliterator(), false).limit(LISTED).toList()
				: List.of();
		String[] own = { Pattern.quote(program.getName()) + "\\b" };
		return new Judgement(program, collector, analysis.path("verdict").asString(), seconds, alarm,
				answer != null && named(leaks, answer.what(), "className"),
				answer != null && named(leaks, (answer.where().length > 0) ? answer.where() : own, "stackTrace"),
				answer != null && named(leaks, answer.who(), "holder", "bean", "referenceChain"), null);
	}

	static Judgement failed(Class<? extends Program> program, Collector collector, String why) {
		return new Judgement(program, collector, "none", null, false, false, false, false, why);
	}

	boolean leaks() {
		return this.program.isAnnotationPresent(Leaks.class);
	}

	/** The alarm must stand at the end. */
	boolean detected() {
		return leaks() && this.alarm;
	}

	/** An alarm at any time. */
	boolean falseAlarm() {
		return !leaks() && this.seconds != null;
	}

	private static boolean named(List<JsonNode> leaks, String[] patterns, String... fields) {
		return leaks.stream()
			.flatMap((leak) -> Arrays.stream(fields).map(leak::path))
			.map((field) -> field.isString() ? field.asString() : field.toString())
			.anyMatch((text) -> Arrays.stream(patterns).anyMatch((it) -> Pattern.compile(it).matcher(text).find()));
	}

}
