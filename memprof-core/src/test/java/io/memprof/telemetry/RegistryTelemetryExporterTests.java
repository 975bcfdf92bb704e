package io.memprof.telemetry;

import java.util.List;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationTotal;
import io.memprof.leak.Growth;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.Severity;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.memprof.unit.Reading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.memprof.telemetry.Samples.allocation;
import static io.memprof.telemetry.Samples.analysis;
import static io.memprof.telemetry.Samples.leak;
import static io.memprof.telemetry.Samples.stats;
import static io.memprof.telemetry.Samples.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RegistryTelemetryExporterTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final RegistryTelemetryExporter exporter = new RegistryTelemetryExporter(this.registry,
			SessionLabel.SNAPSHOT);

	@BeforeEach
	void beginSession() {
		this.exporter.beginSession("first");
	}

	@Nested
	class Snapshots {

		@Test
		void showTheProcess() {
			export(Samples.snapshot());

			assertThat(gauge("memory.rss_bytes", "component", "process")).isEqualTo(300 * Samples.MIB);
			assertThat(gauge("memory.heap_bytes", "component", "process")).isEqualTo(100 * Samples.MIB);
			assertThat(gauge("memory.virtual_bytes", "component", "process")).isEqualTo(4096 * Samples.MIB);
		}

		@Test
		void leaveOutWhatCannotBeRead() {
			export(Samples.snapshot(Reading.unavailable("no /proc"), 1));

			assertThat(find("memory.rss_bytes")).isNull();
			assertThat(find("memory.heap_bytes")).isNotNull();
		}

		@Test
		void removeAGaugeThatCannotBeReadAnyMore() {
			export(Samples.snapshot());
			export(Samples.snapshot(Reading.unavailable("gone"), 1));

			assertThat(find("memory.rss_bytes")).isNull();
		}

		@Test
		void bringAGaugeBack() {
			export(Samples.snapshot());
			export(Samples.snapshot(Reading.unavailable("gone"), 1));
			export(Samples.snapshot(Reading.of(7), 1));

			assertThat(gauge("memory.rss_bytes")).isEqualTo(7);
		}

		@Test
		void keepTheirValuesWhenNobodyElseHoldsThem() {
			export(Samples.snapshot());
			System.gc();

			assertThat(gauge("memory.rss_bytes")).isEqualTo(300 * Samples.MIB);
		}

		private void export(MemorySnapshot snapshot) {
			exporter.exportSnapshot(snapshot);
		}

	}

	@Nested
	class Counters {

		@Test
		void growByWhatTheTotalsGrew() {
			export(total("orders", 100, 10));
			export(total("orders", 250, 30));

			assertThat(counter("memory.allocation.total_bytes", "component", "orders")).isEqualTo(250);
			assertThat(counter("memory.allocation.count", "component", "orders")).isEqualTo(30);
			assertThat(counter("memory.allocation.distribution", "size_category", "small")).isEqualTo(30);
		}

		@Test
		void goOnInANewSession() {
			export(total("orders", 100, 10));
			exporter.beginSession("second");
			export(total("orders", 40, 4));

			assertThat(counter("memory.allocation.total_bytes", "component", "orders")).isEqualTo(140);
			assertThat(counter("memory.allocation.distribution", "size_category", "small")).isEqualTo(14);
		}

		@Test
		void waitWhileAnEstimateIsCorrectedDownwards() {
			export(total("orders", 100, 10));
			export(total("orders", 90, 9));
			export(total("orders", 105, 11));

			assertThat(counter("memory.allocation.total_bytes", "component", "orders")).isEqualTo(105);
		}

		@Test
		void keepEveryCategoryOfSizeFromTheStart() {
			export(total("orders", 100, 10));

			assertThat(registry.find("memory.allocation.distribution").counters())
				.extracting((counter) -> counter.getId().getTag("size_category"))
				.containsExactlyInAnyOrder("tiny", "small", "medium", "large", "huge");
		}

		@Test
		void haveOneNameForAllComponentsBeyondFifty() {
			List<AllocationTotal> components = Samples.components(60);
			exporter.exportAllocationStats(stats(0.5, components));

			long beyond = components.subList(50, 60).stream().mapToLong(AllocationTotal::bytes).sum();
			assertThat(registry.find("memory.allocation.total_bytes").counters()).hasSize(51);
			assertThat(counter("memory.allocation.total_bytes", "component", "other")).isEqualTo(beyond);
		}

	}

	@Nested
	class AllocationGauges {

		@Test
		void showTheTwentyLargestComponents() {
			exporter.exportAllocationStats(stats(0.5, Samples.components(30)));

			assertThat(registry.find("memory.allocator.total_bytes").gauges()).hasSize(20);
			assertThat(gauge("memory.allocator.total_bytes", "component", "component19")).isEqualTo(1_000_000 - 19);
		}

		@Test
		void dropAComponentThatIsNoLongerAmongTheLargest() {
			export(total("orders", 100, 10));
			exporter.exportAllocationStats(stats(0.5, Samples.components(20)));

			assertThat(find("memory.allocator.total_bytes", "component", "orders")).isNull();
		}

		@Test
		void scoreTheProcessAndEachComponent() {
			export(total("orders", 100, 10));

			assertThat(gauge("memory.allocation.efficiency_score", "component", "process")).isEqualTo(0.8);
			assertThat(gauge("memory.allocation.efficiency_score", "component", "orders")).isCloseTo(0.7, within(1e-9));
		}

		@Test
		void keepTheScoreOfTheProcessApartFromAComponentOfThatName() {
			export(total("process", 100, 10));

			assertThat(gauge("memory.allocation.efficiency_score", "component", "process")).isEqualTo(0.8);
		}

		@Test
		void areAbsentRatherThanNaN() {
			exporter.exportAllocationStats(
					stats(Double.NaN, List.of(new AllocationTotal("orders", 1, 1, Double.NaN, Double.NaN))));

			assertThat(find("memory.allocation.efficiency_score")).isNull();
		}

	}

	@Nested
	class Sizes {

		@Test
		void areRecordedOnceASample() {
			record(allocation("orders", "OrderController.create", 100),
					allocation("orders", "OrderController.create", 300));

			assertThat(registry.get("memory.allocation.size_bytes")
				.tags("component", "orders", "operation", "OrderController.create")
				.summary()
				.totalAmount()).isEqualTo(400);
		}

		@Test
		void haveOneNameForAllOperationsBeyondAHundred() {
			for (int i = 0; i < 120; i++) {
				record(allocation("orders", "Operation" + i, 100));
			}

			assertThat(registry.find("memory.allocation.size_bytes").summaries()).hasSize(101);
			assertThat(registry.get("memory.allocation.size_bytes").tag("operation", "other").summary().count())
				.isEqualTo(20);
		}

		@Test
		void haveABoundOnPairsOfComponentAndOperation() {
			for (int i = 0; i < 5_000; i++) {
				record(allocation("component" + i % 50, "Operation" + i / 50, 100));
			}

			assertThat(registry.find("memory.allocation.size_bytes").summaries()).hasSizeBetween(500, 551);
		}

		private void record(AllocationInfo... allocations) {
			exporter.exportAllocations(List.of(allocations));
		}

	}

	@Nested
	class Leaks {

		@Test
		void areCountedFromZeroForTheProcess() {
			assertThat(registry.find("memory.leak.count").counters())
				.extracting((counter) -> counter.getId().getTag("severity"))
				.containsExactlyInAnyOrder("critical", "high", "medium", "low");
		}

		@Test
		void areCountedFromZeroForEachComponentThatAllocates() {
			export(total("orders", 100, 10));

			assertThat(counter("memory.leak.count", "component", "orders", "severity", "critical")).isZero();
		}

		@Test
		void areCountedOnceAtASeverity() {
			report(analysis(leak("f1", "orders", Severity.HIGH)));
			report(analysis(leak("f1", "orders", Severity.HIGH)));

			assertThat(counter("memory.leak.count", "component", "orders", "severity", "high")).isEqualTo(1);
		}

		@Test
		void areCountedAgainWhenTheyGetWorse() {
			report(analysis(leak("f1", "orders", Severity.HIGH)));
			report(analysis(leak("f1", "orders", Severity.CRITICAL)));
			report(analysis(leak("f1", "orders", Severity.HIGH)));

			assertThat(counter("memory.leak.count", "component", "orders", "severity", "high")).isEqualTo(1);
			assertThat(counter("memory.leak.count", "component", "orders", "severity", "critical")).isEqualTo(1);
		}

		@Test
		void areNotCountedWhenGone() {
			report(analysis(leak("f1", LeakStatus.GONE, "orders", Severity.HIGH, 1_000, 25)));

			assertThat(find("memory.leak.count", "component", "orders")).isNull();
			assertThat(find("memory.leak.size_bytes")).isNull();
		}

		@Test
		void addTheAllocationsThatAreNew() {
			report(analysis(leak("f1", LeakStatus.NEW, "orders", Severity.HIGH, 1_000, 25)));
			report(analysis(leak("f1", LeakStatus.KNOWN, "orders", Severity.HIGH, 1_600, 25)));
			report(analysis(leak("f1", LeakStatus.KNOWN, "orders", Severity.HIGH, 1_500, 25)));

			assertThat(counter("memory.leak.allocation_count", "component", "orders", "severity", "high"))
				.isEqualTo(1_600);
		}

		@Test
		void addUpTheirGrowthByComponent() {
			report(analysis(leak("f1", LeakStatus.NEW, "orders", Severity.HIGH, 1, 25),
					leak("f2", LeakStatus.NEW, "orders", Severity.LOW, 1, 3)));

			assertThat(gauge("memory.leak.growth_rate_mb_h", "component", "orders")).isEqualTo(28);
			assertThat(gauge("memory.leak.growth_rate_mb_h", "component", "process")).isEqualTo(30);
		}

		@Test
		void doNotGrowOnceTheyAreGone() {
			report(analysis(leak("f1", "orders", Severity.HIGH)));
			report(analysis((Growth) null, leak("f1", LeakStatus.GONE, "orders", Severity.HIGH, 1, 25)));

			assertThat(gauge("memory.leak.growth_rate_mb_h", "component", "orders")).isZero();
			assertThat(gauge("memory.leak.growth_rate_mb_h", "component", "process")).isZero();
		}

		@Test
		void growByANumberWhateverTheAnalysisSays() {
			Growth unknown = new Growth(Double.NaN, Double.NaN, Double.NaN);
			report(analysis(unknown, leak("f1", LeakStatus.NEW, "orders", Severity.HIGH, 1, Double.NaN)));

			assertThat(gauge("memory.leak.growth_rate_mb_h", "component", "orders")).isZero();
			assertThat(gauge("memory.leak.growth_rate_mb_h", "component", "process")).isZero();
		}

		@Test
		void recordTheirSizeInEachAnalysis() {
			report(analysis(leak("f1", "orders", Severity.HIGH)));
			report(analysis(leak("f1", "orders", Severity.HIGH)));

			assertThat(registry.get("memory.leak.size_bytes")
				.tags("component", "orders", "severity", "high")
				.summary()
				.count()).isEqualTo(2);
		}

		@Test
		void areForgottenAfterAThousandOthers() {
			report(analysis(leak("f1", "orders", Severity.HIGH)));
			for (int i = 0; i < 1_000; i++) {
				report(analysis(leak("other" + i, "orders", Severity.LOW)));
			}
			report(analysis(leak("f1", "orders", Severity.HIGH)));

			assertThat(counter("memory.leak.count", "component", "orders", "severity", "high")).isEqualTo(2);
		}

		private void report(LeakAnalysis analysis) {
			exporter.exportLeakAnalysis(analysis);
		}

	}

	@ParameterizedTest
	@EnumSource(SessionLabel.class)
	void labelsTheSessionWhereItIsWanted(SessionLabel label) {
		SimpleMeterRegistry own = new SimpleMeterRegistry();
		Samples.exportEverything(new RegistryTelemetryExporter(own, label));

		for (MemoryMeter meter : MemoryMeter.values()) {
			assertThat(own.find(meter.meterName()).meters()).isNotEmpty()
				.allSatisfy((each) -> assertThat(each.getId().getTag("session_id"))
					.isEqualTo(meter.carriesSession(label) ? "0123456789ab" : null));
		}
	}

	@Test
	void movesTheGaugesToTheNewSession() {
		this.exporter.exportSnapshot(Samples.snapshot());
		this.exporter.beginSession("second");
		this.exporter.exportSnapshot(Samples.snapshot());

		assertThat(this.registry.find("memory.rss_bytes").gauges()).extracting((each) -> each.getId().getTags())
			.containsExactly(List.of(Tag.of("component", "process"), Tag.of("session_id", "second")));
	}

	@Test
	void endsAllMetersWithTheirSessionWhenAllAreLabelled() {
		SimpleMeterRegistry own = new SimpleMeterRegistry();
		RegistryTelemetryExporter labelled = new RegistryTelemetryExporter(own, SessionLabel.ALL);
		Samples.exportEverything(labelled);
		labelled.beginSession("second");

		assertThat(own.getMeters()).filteredOn((meter) -> !meter.getId().getName().contains(".histogram"))
			.extracting((meter) -> meter.getId().getTag("session_id"))
			.containsOnly("second");
	}

	@Test
	void neverShowsANumberThatIsNotFinite() {
		Samples.exportEverything(this.exporter);

		for (Meter meter : this.registry.getMeters()) {
			assertThat(meter.measure()).allMatch((measurement) -> Double.isFinite(measurement.getValue()));
		}
	}

	private void export(AllocationTotal... components) {
		this.exporter.exportAllocationStats(stats(components));
	}

	private double counter(String name, String... tags) {
		Counter counter = this.registry.get(name).tags(tags).counter();
		return counter.count();
	}

	private double gauge(String name, String... tags) {
		Gauge gauge = this.registry.get(name).tags(tags).gauge();
		return gauge.value();
	}

	private Meter find(String name, String... tags) {
		return this.registry.find(name).tags(tags).meter();
	}

}
