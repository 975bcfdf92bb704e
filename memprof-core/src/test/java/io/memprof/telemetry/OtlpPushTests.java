package io.memprof.telemetry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.Transport;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What arrives is the same by both transports.
 */
@ParameterizedClass
@EnumSource(Transport.class)
class OtlpPushTests {

	private final Transport transport;

	private TestCollector collector;

	private OtlpTelemetryExporter exporter;

	OtlpPushTests(Transport transport) {
		this.transport = transport;
	}

	@BeforeEach
	void start() throws Exception {
		this.collector = TestCollector.start(this.transport);
		this.exporter = new OtlpTelemetryExporter(Configs.to(this.transport, this.collector.endpoint(), Configs.TIMEOUT,
				Compression.GZIP, Map.of("Authorization", "Bearer s3cret", "x-tenant", "blue")));
	}

	@AfterEach
	void stop() {
		this.exporter.shutdown();
		this.collector.close();
	}

	@Test
	void carriesExactlyTheThirteenMeters() {
		assertThat(push().metrics()).extracting(Metric::getName)
			.containsExactlyInAnyOrder(
					Arrays.stream(MemoryMeter.values()).map(MemoryMeter::meterName).toArray(String[]::new));
	}

	@Test
	void givesEachMeterItsTypeUnitAndDescription() {
		ReceivedPush push = push();

		for (MemoryMeter meter : MemoryMeter.values()) {
			Metric metric = push.metric(meter);
			assertThat(metric.getDataCase()).as(meter.meterName()).isEqualTo(switch (meter.type()) {
				case GAUGE -> Metric.DataCase.GAUGE;
				case COUNTER -> Metric.DataCase.SUM;
				case HISTOGRAM -> Metric.DataCase.HISTOGRAM;
			});
			assertThat(metric.getUnit()).as(meter.meterName()).isEqualTo((meter.baseUnit() != null) ? "bytes" : "");
			assertThat(metric.getDescription()).isEqualTo(meter.description());
		}
	}

	@Test
	void givesEachMeterItsLabels() {
		ReceivedPush push = push();

		for (MemoryMeter meter : MemoryMeter.values()) {
			Set<String> expected = new TreeSet<>(meter.labels());
			if (meter.carriesSession(TelemetryConfig.SessionLabel.SNAPSHOT)) {
				expected.add("session_id");
			}
			assertThat(attributes(push.metric(meter))).isNotEmpty()
				.allSatisfy((each) -> assertThat(ReceivedPush.labels(each).keySet()).isEqualTo(expected));
		}
	}

	@Test
	void sendsTotalsSinceTheStart() {
		ReceivedPush push = push();

		assertThat(push.metrics()).filteredOn(Metric::hasSum).hasSize(5).allSatisfy((metric) -> {
			assertThat(metric.getSum().getIsMonotonic()).isTrue();
			assertThat(metric.getSum().getAggregationTemporality())
				.isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
		});
		assertThat(push.metrics()).filteredOn(Metric::hasHistogram)
			.hasSize(2)
			.allSatisfy((metric) -> assertThat(metric.getHistogram().getAggregationTemporality())
				.isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE));
	}

	@Test
	void sendsTheBucketsOfHistograms() {
		ReceivedPush push = push();

		for (MemoryMeter meter : List.of(MemoryMeter.ALLOCATION_SIZE_BYTES, MemoryMeter.LEAK_SIZE_BYTES)) {
			HistogramDataPoint point = push.metric(meter).getHistogram().getDataPoints(0);
			assertThat(point.getExplicitBoundsList().stream().mapToDouble(Double::doubleValue))
				.containsExactly(Arrays.stream(SizeBuckets.of(meter)).boxed().toArray(Double[]::new));
			assertThat(point.getBucketCountsList().stream().mapToLong(Long::longValue).sum())
				.isEqualTo(point.getCount());
		}
	}

	@Test
	void carriesTheValues() {
		ReceivedPush push = push();

		assertThat(push.metric(MemoryMeter.RSS_BYTES).getGauge().getDataPoints(0).getAsDouble())
			.isEqualTo(300d * Samples.MIB);
		assertThat(push.sum(MemoryMeter.ALLOCATION_TOTAL_BYTES, "component", "orders")).isEqualTo(3_000_000);
		assertThat(push.sum(MemoryMeter.LEAK_COUNT, "severity", "high")).isEqualTo(1);
		assertThat(push.metric(MemoryMeter.ALLOCATION_SIZE_BYTES).getHistogram().getDataPoints(0).getSum())
			.isEqualTo(5_100);
	}

	@Test
	void saysWhoSends() {
		assertThat(push().resource()).containsEntry("service.name", "shop")
			.containsEntry("service.version", "1.2.3")
			.containsEntry("service.instance.id", "instance-1");
	}

	@Test
	void sendsTheConfiguredHeaders() {
		assertThat(push().headers()).containsEntry("authorization", "Bearer s3cret").containsEntry("x-tenant", "blue");
	}

	@Test
	void namesItselfToTheCollector() {
		assertThat(push().headers()).containsEntry("user-agent", "memprof");
	}

	@Test
	void compresses() {
		String header = (this.transport == Transport.GRPC) ? "grpc-encoding" : "content-encoding";

		assertThat(push().headers()).containsEntry(header, "gzip");
		assertThat(this.exporter.status().lastPushBytes()).isLessThan(push().body().getSerializedSize());
	}

	@Test
	void doesNotCompressWhenToldNotTo() {
		OtlpTelemetryExporter plain = new OtlpTelemetryExporter(
				Configs.to(this.transport, this.collector.endpoint(), Configs.TIMEOUT, Compression.NONE, Map.of()));
		Samples.exportEverything(plain);
		plain.flush();
		plain.shutdown();

		assertThat(this.collector.lastPush().headers()).doesNotContainKeys("grpc-encoding", "content-encoding");
		assertThat(this.collector.lastPush().metrics()).hasSize(13);
	}

	@Test
	void doesNotSendNaN() {
		ReceivedPush push = push();

		assertThat(push.metrics()).flatExtracting((metric) -> metric.getGauge().getDataPointsList())
			.extracting(NumberDataPoint::getAsDouble)
			.allMatch(Double::isFinite);
	}

	@Test
	void sendsLargePushes() {
		this.exporter.beginSession("large");
		for (int i = 0; i < 500; i++) {
			this.exporter.exportAllocations(
					List.of(Samples.allocation("component" + i % 50, "Controller.operationNumber" + i / 50, i)));
		}
		this.exporter.flush();

		assertThat(this.collector.lastPush().body().getSerializedSize()).isGreaterThan(100_000);
	}

	@Test
	void reportsSuccess() {
		push();

		TelemetryStatus status = this.exporter.status();
		assertThat(status.state()).isEqualTo(ExportState.OK);
		assertThat(status.pushes()).isEqualTo(1);
		assertThat(status.lastError()).isNull();
		assertThat(status.lastSuccess()).isNotNull();
	}

	@Test
	void pushesOnItsOwnAfterAnInterval() throws Exception {
		TelemetryConfig config = Configs.to(this.transport, this.collector.endpoint());
		OtlpTelemetryExporter often = new OtlpTelemetryExporter(new TelemetryConfig(true, config.endpoint(),
				config.transport(), "shop", null, "i", Duration.ofMillis(20), config.timeout(), config.compression(),
				config.headers(), config.sessionLabel()));
		Samples.exportEverything(often);

		assertThat(this.collector.received.await(20, TimeUnit.SECONDS)).isTrue();
		often.shutdown();
	}

	private ReceivedPush push() {
		Samples.exportEverything(this.exporter);
		this.exporter.flush();
		return this.collector.lastPush();
	}

	private static List<List<KeyValue>> attributes(Metric metric) {
		return switch (metric.getDataCase()) {
			case GAUGE ->
				metric.getGauge().getDataPointsList().stream().map((each) -> each.getAttributesList()).toList();
			case SUM -> metric.getSum().getDataPointsList().stream().map((each) -> each.getAttributesList()).toList();
			default ->
				metric.getHistogram().getDataPointsList().stream().map((each) -> each.getAttributesList()).toList();
		};
	}

}
