package io.memprof.telemetry;

import java.util.List;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.memprof.unit.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Writes the thirteen meters of {@link MemoryMeter} into any registry: the application's
 * own, or the private one of {@link OtlpTelemetryExporter}.
 * <p>
 * For one thread, as {@link MemoryTelemetryExporter} promises; the registry may be read
 * by others meanwhile. A tick that brings no new series allocates next to nothing.
 * Bounded: 50 components, 100 operations, 500 pairs of them, 1000 leaks.
 * <p>
 * With a new session the gauges disappear until they have a value again, while counters
 * and histograms go on, as other meters of the process do. Only with
 * {@link SessionLabel#ALL} they end with their session and begin anew under the new id.
 */
public final class RegistryTelemetryExporter implements MemoryTelemetryExporter {

	private final SessionMeters meters;

	private final OptionalGauge rss;

	private final OptionalGauge heap;

	private final OptionalGauge virtual;

	private @Nullable ComponentMeters components;

	/**
	 * Registers nothing yet.
	 * @param registry receives the meters; this exporter never closes it
	 * @param sessionLabel which meters carry {@code session_id}
	 */
	public RegistryTelemetryExporter(MeterRegistry registry, SessionLabel sessionLabel) {
		this(registry, sessionLabel, Exemplars.NONE);
	}

	/**
	 * Registers nothing yet.
	 * @param registry receives the meters; this exporter never closes it
	 * @param sessionLabel which meters carry {@code session_id}
	 * @param exemplars brings spans to where the registry takes exemplars from
	 */
	public RegistryTelemetryExporter(MeterRegistry registry, SessionLabel sessionLabel, Exemplars exemplars) {
		this.meters = new SessionMeters(registry, sessionLabel, exemplars);
		this.rss = new OptionalGauge(this.meters, MemoryMeter.RSS_BYTES, MemoryMeter.PROCESS);
		this.heap = new OptionalGauge(this.meters, MemoryMeter.HEAP_BYTES, MemoryMeter.PROCESS);
		this.virtual = new OptionalGauge(this.meters, MemoryMeter.VIRTUAL_BYTES, MemoryMeter.PROCESS);
	}

	@Override
	public void beginSession(String sessionId) {
		this.rss.clear();
		this.heap.clear();
		this.virtual.clear();
		if (this.components != null) {
			this.components.endSession();
		}
		this.meters.beginSession(sessionId);
		if (this.components == null || this.meters.endWithSession()) {
			this.components = new ComponentMeters(this.meters);
		}
	}

	@Override
	public void exportSnapshot(MemorySnapshot snapshot) {
		show(this.rss, snapshot.rss());
		this.heap.set(snapshot.heapUsed());
		show(this.virtual, snapshot.virtual());
	}

	@Override
	public void exportLeakAnalysis(LeakAnalysis analysis) {
		components().update(analysis);
	}

	@Override
	public void exportAllocations(List<AllocationInfo> allocations) {
		components().record(allocations);
	}

	@Override
	public void exportAllocationStats(AllocationStats stats) {
		components().update(stats);
	}

	/**
	 * Does nothing: a registry takes values when it wants them.
	 */
	@Override
	public void flush() {
	}

	/**
	 * Leaves the meters with their last values, for a last scrape.
	 */
	@Override
	public void shutdown() {
	}

	private ComponentMeters components() {
		if (this.components == null) {
			this.components = new ComponentMeters(this.meters);
		}
		return this.components;
	}

	private static void show(OptionalGauge gauge, Reading reading) {
		if (reading.isAvailable()) {
			gauge.set(reading.bytes());
		}
		else {
			gauge.clear();
		}
	}

}
