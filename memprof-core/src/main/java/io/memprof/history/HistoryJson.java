package io.memprof.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.memprof.report.JsonReport;
import org.jspecify.annotations.Nullable;

/**
 * The history as JSON, by the rules of {@link JsonReport}. This file is the contract,
 * field by field.
 */
final class HistoryJson {

	private static final String NOBODY = "no run of this service before this one was judged";

	private HistoryJson() {
	}

	static Map<String, Object> of(HistoryView view, long failures) {
		Map<String, Object> json = state(view, failures);
		json.put("runs", view.listing().runs().stream().map(HistoryJson::run).toList());
		json.put("skipped", view.listing().skipped().stream().map(HistoryJson::skipped).toList());
		json.put("foreignFiles", (long) view.listing().foreign());
		Comparison comparison = view.comparison();
		json.put("comparison", (comparison != null) ? comparison(comparison) : JsonReport.unavailable(NOBODY));
		return json;
	}

	static Map<String, Object> state(HistoryView view, long failures) {
		Map<String, Object> json = new LinkedHashMap<>();
		String failure = view.failure();
		Instant writtenAt = view.writtenAt();
		if (failure != null) {
			json.put("state", "failing");
			json.put("reason", failure);
		}
		else {
			json.put("state", (writtenAt != null) ? "written" : "waiting");
		}
		json.put("writtenAt",
				(writtenAt != null) ? RunDocument.time(writtenAt) : JsonReport.unavailable("nothing was written yet"));
		json.put("writes", view.writes());
		json.put("failures", failures);
		Comparison comparison = view.comparison();
		json.put("comparedWith", (comparison != null) ? comparison.with().sessionId() : JsonReport.unavailable(NOBODY));
		return json;
	}

	/**
	 * One line for the log.
	 */
	static String words(Run run) {
		String ending = switch (run.ending()) {
			case RUNNING -> "still runs";
			case CLEANLY, NEW_SESSION -> "ended cleanly";
			case NOT_CLEANLY -> "did not end cleanly";
			case UNKNOWN -> "may still run";
		};
		return "memprof: the run before, session %s of %s, %s; its verdict, written at %s, was %s, leaks: %d".formatted(
				run.sessionId(), RunDocument.time(run.startedAt()), ending, RunDocument.time(run.writtenAt()),
				run.verdict(), run.leakCount());
	}

	private static Map<String, Object> run(Run run) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("run", run.number());
		json.put("sessionId", run.sessionId());
		json.put("version", or(run.owner().version(), "the version of the application is not known"));
		json.put("instance", run.owner().instance());
		json.put("startedAt", RunDocument.time(run.startedAt()));
		json.put("writtenAt", RunDocument.time(run.writtenAt()));
		json.put("ended", run.ending().name());
		json.put("verdict", run.verdict().name());
		json.put("since", RunDocument.time(run.since()));
		json.put("leakCount", run.leakCount());
		json.put("leaks", run.leaks().stream().map(HistoryJson::leak).toList());
		return json;
	}

	private static Map<String, Object> skipped(RunDirectory.Skipped skipped) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("file", skipped.file());
		json.put("reason", skipped.reason());
		return json;
	}

	private static Map<String, Object> comparison(Comparison comparison) {
		Map<String, Object> json = new LinkedHashMap<>();
		Run with = comparison.with();
		json.put("with", with.sessionId());
		json.put("version", or(with.owner().version(), "the version of the application is not known"));
		json.put("verdict", with.verdict().name());
		json.put("leaks", comparison.leaks().stream().map(HistoryJson::compared).toList());
		return json;
	}

	private static Map<String, Object> compared(Comparison.Compared compared) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("change", compared.change().name());
		json.put("before", leakOr(compared.before(), "it was not in the run before"));
		json.put("now", leakOr(compared.now(), "it is not in this run"));
		return json;
	}

	private static Map<String, Object> leakOr(@Nullable RunLeak leak, String reason) {
		return (leak != null) ? leak(leak) : JsonReport.unavailable(reason);
	}

	private static Map<String, Object> leak(RunLeak leak) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("fingerprint", leak.identity().fingerprint());
		json.put("status", leak.status().name());
		json.put("kind", leak.identity().kind().name());
		json.put("component", leak.component());
		json.put("severity", leak.severity().name().toLowerCase(Locale.ROOT));
		json.put("className", leak.className());
		json.put("allocationSite", or(leak.allocationSite(), "it is not known"));
		json.put("holder", or(leak.identity().container(), "it is not known"));
		json.put("bean", or(leak.identity().bean(), "no Spring bean is known to own it"));
		json.put("totalSizeBytes", leak.totalSizeBytes());
		json.put("growthRateMbPerHour", or(leak.growthMbPerHour(), "could not be computed"));
		json.put("firstSeen", RunDocument.time(leak.firstSeen()));
		json.put("lastSeen", RunDocument.time(leak.lastSeen()));
		return json;
	}

	private static Object or(@Nullable Object value, String reason) {
		return (value != null) ? value : JsonReport.unavailable(reason);
	}

}
