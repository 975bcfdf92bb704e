package io.memprof.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlameGraph;
import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * One report as JSON, each part mapped once when it is first asked for and then shared by
 * every request until the next report.
 */
final class MappedReport {

	private final MemoryReport report;

	private final List<MemorySnapshot> timeline;

	private final List<LiveHeap> collections;

	private final @Nullable FlameGraph flameGraph;

	private final ComponentNaming naming;

	private final Map<String, Map<String, Object>> parts = new ConcurrentHashMap<>();

	MappedReport(MemoryReport report, ReportSource source) {
		this.report = report;
		this.timeline = source.timeline();
		this.collections = source.collections();
		this.naming = source.naming();
		this.flameGraph = source.flameGraph();
	}

	boolean isOf(MemoryReport report) {
		return this.report == report;
	}

	Map<String, Object> root() {
		return part("root", () -> JsonReport.of(this.report));
	}

	Map<String, Object> snapshot() {
		return part("snapshot", () -> JsonReport.snapshot(this.report.snapshot()));
	}

	Map<String, Object> timeline() {
		return part("timeline", () -> JsonReport.timeline(this.timeline, this.collections));
	}

	Map<String, Object> leaks() {
		return part("leaks", () -> JsonReport.leakAnalysis(this.report.leakAnalysis()));
	}

	/**
	 * One leak, or {@code null} when this report has none of that fingerprint.
	 */
	@Nullable Map<String, Object> leak(String fingerprint) {
		return this.report.leakAnalysis()
			.potentialLeaks()
			.stream()
			.filter((leak) -> leak.fingerprint().equals(fingerprint))
			.findFirst()
			.map(JsonReport::leak)
			.orElse(null);
	}

	Map<String, Object> allocations() {
		return part("allocations", () -> JsonReport.allocations(this.report.allocations()));
	}

	Map<String, Object> flameGraph() {
		return part("flamegraph", () -> {
			FlameGraph tree = this.flameGraph;
			// where nothing can be sampled, an empty tree would say that nothing
			// allocates
			boolean blind = this.report.allocations().unavailable() != null;
			if (tree == null || (blind && tree.bytes() == 0)) {
				return JsonReport.unavailable(whyNoFlameGraph());
			}
			return JsonReport.flameGraph(tree, this.naming);
		});
	}

	private String whyNoFlameGraph() {
		String reason = this.report.allocations().unavailable();
		return (reason != null) ? reason
				: "no analysis has run yet, or memprof.flame-graph.enabled or memprof.allocations.enabled is false";
	}

	private Map<String, Object> part(String name, Supplier<Map<String, Object>> mapping) {
		return this.parts.computeIfAbsent(name, (key) -> mapping.get());
	}

}
