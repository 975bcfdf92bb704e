package io.memprof.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.Exemplars;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.RegistryTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Brings the thirteen meters into the application's own registry. Boot hands over the one
 * registry or the composite of several, whenever it is ready; from the next tick on its
 * meters are written on memprof's thread. Needs no registry to be made, so no bean waits
 * for another.
 */
final class MemprofMeters implements MeterBinder, MemoryTelemetryExporter {

	private final SessionLabel sessionLabel;

	private final Exemplars exemplars;

	private final Queue<MeterRegistry> arrived = new ConcurrentLinkedQueue<>();

	private final List<MemoryTelemetryExporter> exporters = new ArrayList<>();

	private @Nullable String sessionId;

	MemprofMeters(SessionLabel sessionLabel) {
		this(sessionLabel, Exemplars.NONE);
	}

	MemprofMeters(SessionLabel sessionLabel, Exemplars exemplars) {
		this.sessionLabel = sessionLabel;
		this.exemplars = exemplars;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.arrived.add(registry);
	}

	@Override
	public void beginSession(String sessionId) {
		this.sessionId = sessionId;
		each((exporter) -> exporter.beginSession(sessionId));
	}

	@Override
	public void exportSnapshot(MemorySnapshot snapshot) {
		each((exporter) -> exporter.exportSnapshot(snapshot));
	}

	@Override
	public void exportLeakAnalysis(LeakAnalysis analysis) {
		each((exporter) -> exporter.exportLeakAnalysis(analysis));
	}

	@Override
	public void exportAllocations(List<AllocationInfo> allocations) {
		each((exporter) -> exporter.exportAllocations(allocations));
	}

	@Override
	public void exportAllocationStats(AllocationStats stats) {
		each((exporter) -> exporter.exportAllocationStats(stats));
	}

	@Override
	public void flush() {
		each(MemoryTelemetryExporter::flush);
	}

	@Override
	public void shutdown() {
		each(MemoryTelemetryExporter::shutdown);
	}

	private void each(Consumer<MemoryTelemetryExporter> operation) {
		takeInArrived();
		this.exporters.forEach(operation);
	}

	private void takeInArrived() {
		String session = this.sessionId;
		if (session == null) {
			return;
		}
		for (MeterRegistry registry = this.arrived.poll(); registry != null; registry = this.arrived.poll()) {
			MemoryTelemetryExporter exporter = new RegistryTelemetryExporter(registry, this.sessionLabel,
					this.exemplars);
			exporter.beginSession(session);
			this.exporters.add(exporter);
		}
	}

}
