package io.memprof.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.SizeCategory;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.RegistryTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.memprof.unit.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing what one tick found to the meters of a registry: a snapshot, 50 components, and
 * as many samples as given. 750 is a default tick of a busy application. <pre>
 * java -jar memprof-benchmarks/target/benchmarks.jar TelemetryBenchmark -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class TelemetryBenchmark {

	private static final int COMPONENTS = 50;

	private static final int OPERATIONS = 100;

	@Param({ "0", "750" })
	public int samples;

	private final MemoryTelemetryExporter exporter = new RegistryTelemetryExporter(new SimpleMeterRegistry(),
			SessionLabel.SNAPSHOT);

	private final MemorySnapshot snapshot = snapshot();

	private final AllocationStats stats = stats();

	private List<AllocationInfo> arrived = List.of();

	@Setup
	public void beginSession() {
		this.exporter.beginSession("0123456789ab");
		List<AllocationInfo> infos = new ArrayList<>();
		for (int i = 0; i < this.samples; i++) {
			infos.add(new AllocationInfo(Instant.EPOCH, "byte[]", "component" + i % COMPONENTS,
					"Operation" + i % OPERATIONS, 16 + i * 8L, 512 << 10));
		}
		this.arrived = List.copyOf(infos);
	}

	@Benchmark
	public void nothing() {
	}

	@Benchmark
	public void record() {
		this.exporter.exportSnapshot(this.snapshot);
		this.exporter.exportAllocationStats(this.stats);
		this.exporter.exportAllocations(this.arrived);
	}

	private static MemorySnapshot snapshot() {
		Reading none = Reading.unavailable("not part of the benchmark");
		return new MemorySnapshot(Instant.EPOCH, Reading.of(300 << 20), 100 << 20, Reading.of(4L << 30), none,
				200 << 20, none, LiveHeap.NONE, 0, none, none, 20, 5_000, none, none);
	}

	private static AllocationStats stats() {
		List<AllocationTotal> components = new ArrayList<>();
		for (int i = 0; i < COMPONENTS; i++) {
			components.add(new AllocationTotal("component" + i, 1_000_000 - i, 1_000, 1.0 / COMPONENTS, 0.7));
		}
		return new AllocationStats(50_000, 50_000_000, 1e6, 10_000, 0.7, Map.of(SizeCategory.SMALL, 50_000L),
				components);
	}

}
