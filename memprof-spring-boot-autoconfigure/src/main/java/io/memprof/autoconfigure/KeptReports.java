package io.memprof.autoconfigure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.memprof.history.ReportHistory;
import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;
import org.jspecify.annotations.Nullable;

/**
 * The reports that outlive the process, where the application asks for that. Ticks come
 * on memprof's thread and without the profiler's lock, so that a disk that hangs holds up
 * memprof alone; answers are for any thread.
 */
final class KeptReports {

	private final @Nullable ReportHistory history;

	private KeptReports(@Nullable ReportHistory history) {
		this.history = history;
	}

	/** Nobody asked for them. */
	static KeptReports off() {
		return new KeptReports(null);
	}

	static KeptReports in(ReportHistory history) {
		return new KeptReports(history);
	}

	/** After each tick; no report before the first. */
	void accept(@Nullable MemoryReport report) {
		if (this.history != null && report != null) {
			this.history.accept(report);
		}
	}

	/** After the last tick. */
	void end(MemoryReport last) {
		if (this.history != null) {
			this.history.end(last);
		}
	}

	/** What the report shows. */
	Map<String, Object> state() {
		return (this.history != null) ? this.history.state() : whyOff();
	}

	/** The section. */
	Answer runs() {
		return Answer.ok((this.history != null) ? this.history.json() : whyOff());
	}

	/** One run with its whole report, read from its file. */
	Answer run(String sessionId) {
		try {
			Map<String, Object> document = (this.history != null) ? this.history.document(sessionId) : null;
			return (document != null) ? Answer.ok(document) : new Answer(Answer.NOT_FOUND,
					Map.of("error", "No report of this session is kept; see section history."));
		}
		catch (IOException ex) {
			return new Answer(Answer.UNAVAILABLE,
					JsonReport.unavailable("the file of this session cannot be read: " + ex.getMessage()));
		}
	}

	private static Map<String, Object> whyOff() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("state", "off");
		json.put("reason", "memprof.history.directory is not set");
		return json;
	}

}
