package io.memprof;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.memprof.allocation.FlameGraph;
import io.memprof.leak.LeakInfo;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.MemoryTelemetryExporter;
import org.jspecify.annotations.Nullable;

/**
 * The front door.
 */
public final class MemoryProfiler implements AutoCloseable {

	private final ProfilerSettings settings;

	private final String sessionId;

	public MemoryProfiler(ProfilerSettings settings, String sessionId, List<MemoryTelemetryExporter> exporters) {
		this.settings = settings;
		this.sessionId = sessionId;
	}

	public ProfilerSettings settings() {
		return this.settings;
	}

	public String sessionId() {
		return this.sessionId;
	}

	/** Begins to observe; cheap, the expensive part happens in the first tick. */
	public void start() {
	}

	/** One pass over the {@link ProfilingStep steps}; never throws. */
	public void tick() {
	}

	/** Ends observation: flushes the exporters and hands out the last report. */
	public MemoryReport stop() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
		stop();
	}

	/** The latest report, or {@code null} before the first tick. */
	public @Nullable MemoryReport report() {
		return null;
	}

	public MemorySnapshot currentSnapshot() {
		throw new UnsupportedOperationException();
	}

	/** The snapshots kept, oldest first. */
	public List<MemorySnapshot> timeline() {
		return List.of();
	}

	/**
	 * The allocation tree as of the latest analysis, or {@code null} when there is none.
	 */
	public @Nullable FlameGraph flameGraph() {
		return null;
	}

	/** Runs an analysis on the executor; {@code false} when one is waiting or running. */
	public boolean requestAnalysis(Executor executor) {
		return false;
	}

	/** Forgets all that was observed and begins a new session under a new id. */
	public void newSession() {
	}

	/** Pushes now. */
	public void flush() {
	}

	/** Is called with each report, on memprof's thread, after an analysis. */
	public void onReport(Consumer<MemoryReport> listener) {
	}

	/** Is called when a leak is first reported as an alarm. */
	public void onLeak(Consumer<LeakInfo> listener) {
	}

	/**
	 * Used memory in bytes a second over the last while, or {@code null} with fewer than
	 * three snapshots.
	 */
	public @Nullable Double trend(Duration over) {
		return null;
	}

}
