package io.memprof.telemetry;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TickCostTests {

	private static final int TICKS = 2_000;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void aTickWithoutNewSeriesAllocatesAlmostNothing() {
		RegistryTelemetryExporter exporter = new RegistryTelemetryExporter(new SimpleMeterRegistry(),
				SessionLabel.SNAPSHOT);
		MemorySnapshot snapshot = Samples.snapshot();
		List<AllocationInfo> samples = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			samples.add(Samples.allocation("component" + i % 10, "Operation" + i % 20, 100 + i));
		}
		AllocationStats stats = Samples.stats(0.5, Samples.components(50));
		exporter.beginSession("0123456789ab");
		for (int i = 0; i < TICKS; i++) {
			tick(exporter, snapshot, samples, stats);
		}

		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < TICKS; i++) {
			tick(exporter, snapshot, samples, stats);
		}

		assertThat((this.threads.getCurrentThreadAllocatedBytes() - before) / TICKS).isLessThan(512);
	}

	private static void tick(RegistryTelemetryExporter exporter, MemorySnapshot snapshot, List<AllocationInfo> samples,
			AllocationStats stats) {
		exporter.exportSnapshot(snapshot);
		exporter.exportAllocations(samples);
		exporter.exportAllocationStats(stats);
	}

}
