package io.memprof.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.memprof.leak.LeakIdentity;
import io.memprof.telemetry.AdjustableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories as several processes would keep them in one directory.
 */
final class Instances {

	static final long SIZE = 10 << 20;

	final AdjustableClock clock = new AdjustableClock();

	final List<LeakIdentity> known = new ArrayList<>();

	private final Path directory;

	private int processes;

	Instances(Path directory) {
		this.directory = directory;
	}

	/** In a process of its own. */
	ReportHistory started() {
		return started("shop", SIZE);
	}

	ReportHistory started(String service, long maxBytes) {
		this.processes++;
		return new ReportHistory(new HistorySettings(this.directory, maxBytes, Duration.ofDays(30)),
				new ServiceInstance(service, "1." + this.processes, "instance-" + this.processes), this.known::addAll,
				this.clock, "process-" + this.processes);
	}

	Path file(String sessionId) {
		return this.directory.resolve("memprof-shop-" + sessionId + ".json");
	}

	@SuppressWarnings("unchecked")
	static List<Map<String, Object>> list(Map<String, Object> json, String name) {
		return (List<Map<String, Object>>) json.get(name);
	}

	static List<Object> sessions(ReportHistory history) {
		return values(history, "sessionId");
	}

	static List<Object> values(ReportHistory history, String name) {
		return list(history.json(), "runs").stream().map((run) -> run.get(name)).toList();
	}

	@SuppressWarnings("unchecked")
	static List<Object> changes(ReportHistory history) {
		Map<String, Object> comparison = (Map<String, Object>) history.json().get("comparison");
		assertThat(comparison).containsKey("leaks");
		return list(comparison, "leaks").stream().map((leak) -> leak.get("change")).toList();
	}

}
