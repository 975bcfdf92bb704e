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
 * report. Any thread.
 */
final class ReportView {

	private static final List<String> SECTIONS = List.of("snapshot", "timeline", "leaks", "leaks/{fingerprint}",
			"allocations", "flamegraph");

	private final ReportSource source;

	private final TelemetrySection telemetry;

	private final ProfilesSection profiles;

	private volatile @Nullable MappedReport latest;

	ReportView(ReportSource source, TelemetrySection telemetry, ProfilesSection profiles) {
		this.source = source;
		this.telemetry = telemetry;
		this.profiles = profiles;
	}

	Answer root() {
		return read((report) -> {
			Map<String, Object> root = new LinkedHashMap<>(report.root());
			Map<String, Object> telemetry = new LinkedHashMap<>(this.telemetry.json());
			telemetry.put("profiles", this.profiles.json());
			root.put("telemetry", telemetry);
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
			default ->
				(path.length == 2 && path[0].equals("leaks")) ? read((report) -> leak(report, path[1])) : unknown();
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
