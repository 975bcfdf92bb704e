package io.memprof.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads from the latest report. Computes nothing but its JSON, and that once per
 * report; only a run of the history is read from its file. Any thread.
 */
final class ReportView {

	private static final List<String> SECTIONS = List.of("snapshot", "timeline", "leaks", "leaks/{fingerprint}",
			"allocations", "flamegraph", "history", "history/{sessionId}");

	private final ReportSource source;

	private final TelemetrySection telemetry;

	private final ProfilesSection profiles;

	private final KeptReports kept;

	private volatile @Nullable MappedReport latest;

	ReportView(ReportSource source, TelemetrySection telemetry, ProfilesSection profiles, KeptReports kept) {
		this.source = source;
		this.telemetry = telemetry;
		this.profiles = profiles;
		this.kept = kept;
	}

	Answer root() {
		return read((report) -> {
			Map<String, Object> root = new LinkedHashMap<>(report.root());
			Map<String, Object> telemetry = new LinkedHashMap<>(this.telemetry.json());
			telemetry.put("profiles", this.profiles.json());
			root.put("telemetry", telemetry);
			root.put("history", this.kept.state());
			return Answer.ok(root);
		});
	}

	Answer section(String... path) {
		return switch (String.join("/", path)) {
			case "snapshot" -> read((report) -> Answer.ok(report.snapshot()));
			case "timeline" -> read((report) -> Answer.ok(report.timeline()));
			case "leaks" -> read((report) -> Answer.ok(report.leaks()));
			case "allocations" -> read((report) -> Answer.ok(report.allocations()));
			case "flamegraph" -> read((report) -> Answer.ok(report.flameGraph()));
			case "history" -> this.kept.runs();
			default -> (path.length == 2) ? item(path[0], path[1]) : unknown();
		};
	}

	private Answer item(String section, String id) {
		return switch (section) {
			case "leaks" -> read((report) -> leak(report, id));
			case "history" -> this.kept.run(id);
			default -> unknown();
		};
	}

	private static Answer leak(MappedReport report, String fingerprint) {
		Map<String, Object> leak = report.leak(fingerprint);
		return (leak != null) ? Answer.ok(leak) : new Answer(Answer.NOT_FOUND,
				Map.of("error", "The latest report has no leak of this fingerprint; see section leaks."));
	}

	private static Answer unknown() {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", "There is no such section.");
		body.put("sections", SECTIONS);
		return new Answer(Answer.NOT_FOUND, body);
	}

	private Answer read(Function<MappedReport, Answer> reading) {
		MemoryReport report = this.source.report();
		if (report == null) {
			return new Answer(Answer.UNAVAILABLE,
					JsonReport.unavailable("no report yet: the first tick has not ended; ask again in a few seconds"));
		}
		return reading.apply(mapped(report));
	}

	private MappedReport mapped(MemoryReport report) {
		MappedReport mapped = this.latest;
		if (mapped == null || !mapped.isOf(report)) {
			mapped = new MappedReport(report, this.source);
			this.latest = mapped;
		}
		return mapped;
	}

}
