package io.memprof.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.SampledSpan;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.Severity;
import io.memprof.telemetry.TelemetryConfig.Transport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the span of an allocation to the exemplar in a push. Micrometer shows exemplars of
 * the step before, so these tests export again and again until one has come.
 */
class ExemplarTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN = "00f067aa0ba902b7";

	private static final String OTHER_TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final Duration STEP = Duration.ofMillis(300);

	private TestCollector collector;

	private final List<OtlpTelemetryExporter> exporters = new ArrayList<>();

	@BeforeEach
	void start() throws Exception {
		this.collector = TestCollector.start(Transport.HTTP);
	}

	@AfterEach
	void stop() {
		this.exporters.forEach(OtlpTelemetryExporter::shutdown);
		this.collector.close();
	}

	@Test
	void theHistogramOfSizesLeadsToTheSpanThatAllocated() throws Exception {
		OtlpTelemetryExporter exporter = exporter(true);
		List<Exemplar> exemplars = exemplars(exporter, MemoryMeter.ALLOCATION_SIZE_BYTES);
		assertThat(exemplars).isNotEmpty().allSatisfy((exemplar) -> {
			assertThat(exemplar.getTraceId()).isEqualTo(ByteString.fromHex(TRACE));
			assertThat(exemplar.getSpanId()).isEqualTo(ByteString.fromHex(SPAN));
			assertThat(exemplar.getAsDouble()).isEqualTo(5_000);
		});
	}

	@Test
	void theCountersOfAComponentLeadThereToo() throws Exception {
		OtlpTelemetryExporter exporter = exporter(true);
		for (MemoryMeter meter : List.of(MemoryMeter.ALLOCATION_COUNT, MemoryMeter.ALLOCATION_TOTAL_BYTES)) {
			assertThat(exemplars(exporter, meter)).as(meter.meterName())
				.isNotEmpty()
				.allSatisfy((exemplar) -> assertThat(exemplar.getTraceId()).isEqualTo(ByteString.fromHex(TRACE)));
		}
	}

	@Test
	void aLeakLeadsToASpanThatAllocatesAtItsSite() throws Exception {
		OtlpTelemetryExporter exporter = exporter(true);
		for (MemoryMeter meter : List.of(MemoryMeter.LEAK_COUNT, MemoryMeter.LEAK_ALLOCATION_COUNT,
				MemoryMeter.LEAK_SIZE_BYTES)) {
			assertThat(exemplars(exporter, meter)).as(meter.meterName())
				.isNotEmpty()
				.allSatisfy((exemplar) -> assertThat(exemplar.getTraceId()).isEqualTo(ByteString.fromHex(OTHER_TRACE)));
		}
	}

	@Test
	void whatWasAllocatedOutsideOfSpansHasNone() throws Exception {
		OtlpTelemetryExporter exporter = exporter(true);
		exemplars(exporter, MemoryMeter.ALLOCATION_SIZE_BYTES);
		assertThat(
				this.collector.lastPush().metric(MemoryMeter.ALLOCATION_SIZE_BYTES).getHistogram().getDataPointsList())
			.filteredOn((point) -> point.getSum() == point.getCount() * 100)
			.isNotEmpty()
			.allSatisfy((point) -> assertThat(point.getExemplarsList()).isEmpty());
	}

	@Test
	void thereAreNoneUnlessAskedFor() throws Exception {
		OtlpTelemetryExporter exporter = exporter(false);
		long end = System.nanoTime() + STEP.multipliedBy(4).toNanos();
		for (int i = 0; System.nanoTime() < end; i++) {
			export(exporter, i);
		}
		for (MemoryMeter meter : MemoryMeter.values()) {
			assertThat(exemplarsOf(this.collector.lastPush().metric(meter))).isEmpty();
		}
	}

	@Test
	void theResourceKeepsTheFirstSession() {
		OtlpTelemetryExporter exporter = exporter(true);
		Samples.exportEverything(exporter);
		exporter.flush();
		exporter.beginSession("ba9876543210");
		exporter.exportSnapshot(Samples.snapshot());
		exporter.flush();
		assertThat(this.collector.lastPush().resource()).containsEntry("memprof.session.id", "0123456789ab");
	}

	@Test
	void theResourceHasNoSessionWhereTracesAreNotCorrelated() {
		OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(config(false));
		this.exporters.add(exporter);
		Samples.exportEverything(exporter);
		exporter.flush();
		assertThat(this.collector.lastPush().resource()).doesNotContainKey("memprof.session.id");
	}

	@Test
	void anyRegistryIsWrittenWithinTheSpan() {
		List<SampledSpan> spans = new ArrayList<>();
		RegistryTelemetryExporter exporter = new RegistryTelemetryExporter(new SimpleMeterRegistry(),
				TelemetryConfig.SessionLabel.NONE, (span, write) -> {
					spans.add(span);
					write.run();
				});
		exporter.beginSession("0123456789ab");
		exporter.exportAllocations(List.of(traced(), Samples.allocation("jdk", "none", 100)));
		assertThat(spans).containsExactly(SampledSpan.of(TRACE, SPAN));
	}

	@Test
	void aSpanIsShownOnceByTheCountersOfItsComponent() {
		List<SampledSpan> spans = new ArrayList<>();
		RegistryTelemetryExporter exporter = new RegistryTelemetryExporter(new SimpleMeterRegistry(),
				TelemetryConfig.SessionLabel.NONE, (span, write) -> {
					spans.add(span);
					write.run();
				});
		exporter.beginSession("0123456789ab");
		exporter.exportAllocationStats(Samples.stats(Samples.total("orders", 1_000, 10)));
		exporter.exportAllocations(List.of(traced()));
		spans.clear();
		exporter.exportAllocationStats(Samples.stats(Samples.total("orders", 2_000, 20)));
		exporter.exportAllocationStats(Samples.stats(Samples.total("orders", 3_000, 30)));
		assertThat(spans).hasSize(2);
	}

	private OtlpTelemetryExporter exporter(boolean withExemplars) {
		OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(config(true), withExemplars);
		this.exporters.add(exporter);
		exporter.beginSession("0123456789ab");
		return exporter;
	}

	private TelemetryConfig config(boolean traceCorrelation) {
		TelemetryConfig any = Configs.to(Transport.HTTP, this.collector.endpoint());
		return new TelemetryConfig(true, any.endpoint(), any.transport(), "shop", null, "instance-1", STEP,
				any.timeout(), any.compression(), Map.of(), any.sessionLabel(), traceCorrelation);
	}

	private List<Exemplar> exemplars(OtlpTelemetryExporter exporter, MemoryMeter meter) throws InterruptedException {
		List<Exemplar> found = List.of();
		for (int i = 0; i < 200 && found.isEmpty(); i++) {
			export(exporter, i);
			found = exemplarsOf(this.collector.lastPush().metric(meter));
		}
		return found;
	}

	private void export(OtlpTelemetryExporter exporter, int round) throws InterruptedException {
		exporter.exportSnapshot(Samples.snapshot());
		exporter.exportAllocationStats(Samples.stats(Samples.total("orders", 1_000L * (round + 1), 10L * (round + 1)),
				Samples.total("jdk", 500, 5)));
		exporter.exportAllocations(List.of(traced(), Samples.allocation("jdk", "none", 100)));
		exporter.exportLeakAnalysis(leaking(round));
		exporter.flush();
		Thread.sleep(40);
	}

	private static AllocationInfo traced() {
		AllocationInfo any = Samples.allocation("orders", "OrderController.create", 5_000);
		return new AllocationInfo(any.timestamp(), any.className(), any.component(), any.operation(), any.objectBytes(),
				any.weightBytes(), SampledSpan.of(TRACE, SPAN));
	}

	/** Always another leak, as each is counted once only. */
	private static LeakAnalysis leaking(int round) {
		return Samples.analysis(Samples.leak("f" + round, "orders", Severity.HIGH))
			.tracedBy((site) -> site.equals("io.shop.OrderCache.put(OrderCache.java:42)")
					? SampledSpan.of(OTHER_TRACE, SPAN) : null);
	}

	private static List<Exemplar> exemplarsOf(Metric metric) {
		List<Exemplar> exemplars = new ArrayList<>();
		metric.getSum().getDataPointsList().forEach((point) -> exemplars.addAll(point.getExemplarsList()));
		metric.getHistogram().getDataPointsList().forEach((point) -> exemplars.addAll(point.getExemplarsList()));
		metric.getGauge().getDataPointsList().forEach((point) -> exemplars.addAll(point.getExemplarsList()));
		return exemplars;
	}

}
