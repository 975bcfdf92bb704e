package io.memprof.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.Transport;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static io.memprof.telemetry.Samples.stats;
import static io.memprof.telemetry.Samples.total;
import static org.assertj.core.api.Assertions.assertThat;

class CollectorTroubleTests {

	private final LogLines log = new LogLines();

	private final AdjustableClock clock = new AdjustableClock();

	private OtlpTelemetryExporter exporter;

	@AfterEach
	void stop() {
		if (this.exporter != null) {
			this.exporter.shutdown();
		}
		this.log.close();
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void saysThatNobodyListens(Transport transport) throws IOException {
		pushTo(transport, URI.create("http://localhost:" + unusedPort()));

		assertThat(status().state()).isEqualTo(ExportState.FAILING);
		assertThat(status().lastError()).contains("connection refused")
			.contains("start a collector there or correct memprof.telemetry.endpoint");
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void saysOnceThatItFails(Transport transport) throws IOException {
		pushTo(transport, URI.create("http://localhost:" + unusedPort()));
		this.exporter.flush();
		this.exporter.flush();

		assertThat(status().consecutiveFailures()).isEqualTo(3);
		assertThat(this.log.all()).singleElement().asString().startsWith("WARN memprof metrics do not reach http://");
	}

	@Test
	void sendsCompleteTotalsOnceTheCollectorIsBack() throws IOException {
		int port = unusedPort();
		this.exporter = new OtlpTelemetryExporter(Configs.to(Transport.HTTP, URI.create("http://localhost:" + port)));
		this.exporter.beginSession("0123456789ab");
		this.exporter.exportAllocationStats(stats(total("orders", 100, 10)));
		this.exporter.flush();
		this.exporter.exportAllocationStats(stats(total("orders", 250, 25)));
		this.exporter.flush();

		try (HttpCollector collector = new HttpCollector(port)) {
			this.exporter.exportAllocationStats(stats(total("orders", 300, 30)));
			this.exporter.flush();

			assertThat(collector.lastPush().sum(MemoryMeter.ALLOCATION_TOTAL_BYTES, "component", "orders"))
				.isEqualTo(300);
			assertThat(this.log.all()).hasSize(2);
			assertThat(this.log.all().get(1)).startsWith("INFO").contains("again, after 2 failed pushes");
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void exportsWithoutWaitingForASlowCollector(Transport transport) throws Exception {
		try (TestCollector collector = TestCollector.start(transport)) {
			collector.mayAnswer = new CountDownLatch(1);
			this.exporter = new OtlpTelemetryExporter(Configs.to(transport, collector.endpoint()));
			Samples.exportEverything(this.exporter);
			Thread flush = new Thread(this.exporter::flush);
			flush.start();
			assertThat(collector.received.await(20, TimeUnit.SECONDS)).isTrue();

			Samples.exportEverything(this.exporter);

			assertThat(status().state()).isEqualTo(ExportState.STARTING);
			collector.mayAnswer.countDown();
			flush.join();
			assertThat(status().state()).isEqualTo(ExportState.OK);
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void givesUpAfterTheTimeout(Transport transport) throws Exception {
		try (TestCollector collector = TestCollector.start(transport)) {
			collector.mayAnswer = new CountDownLatch(1);
			pushTo(Configs.to(transport, collector.endpoint(), Duration.ofMillis(300)));

			assertThat(status().lastError()).contains("no answer within 300 ms")
				.contains("raise memprof.telemetry.timeout");
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void shutsDownInTimeAlthoughTheCollectorHangs(Transport transport) throws Exception {
		try (TestCollector collector = TestCollector.start(transport)) {
			collector.mayAnswer = new CountDownLatch(1);
			this.exporter = new OtlpTelemetryExporter(
					Configs.to(transport, collector.endpoint(), Duration.ofMillis(300)));
			Samples.exportEverything(this.exporter);

			long start = System.nanoTime();
			this.exporter.shutdown();

			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
		}
	}

	@Test
	void leavesTheCollectorAloneForAsLongAsItWants() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			collector.answer(503, Map.of("Retry-After", "60"), new byte[0]);
			pushTo(Transport.HTTP, collector.endpoint());
			collector.answer(200, Map.of(), new byte[0]);

			this.clock.advance(Duration.ofSeconds(59));
			this.exporter.flush();
			assertThat(collector.pushes()).hasSize(1);

			this.clock.advance(Duration.ofSeconds(2));
			this.exporter.flush();
			assertThat(collector.pushes()).hasSize(2);
			assertThat(status().state()).isEqualTo(ExportState.OK);
		}
	}

	@Test
	void saysThatTheCollectorClosedHalfWay() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			collector.answer(0);
			pushTo(Transport.HTTP, collector.endpoint());

			assertThat(status().lastError()).contains("the connection broke before an answer");

			collector.answer(200);
			this.exporter.flush();
			assertThat(status().state()).isEqualTo(ExportState.OK);
		}
	}

	@Test
	void saysThatTheGrpcCollectorClosedHalfWay() throws Exception {
		GrpcCollector collector = new GrpcCollector();
		collector.mayAnswer = new CountDownLatch(1);
		this.exporter = new OtlpTelemetryExporter(Configs.to(Transport.GRPC, collector.endpoint()));
		Samples.exportEverything(this.exporter);
		Thread flush = new Thread(this.exporter::flush);
		flush.start();
		assertThat(collector.received.await(20, TimeUnit.SECONDS)).isTrue();
		collector.close();
		flush.join();

		assertThat(status().state()).isEqualTo(ExportState.FAILING);
		assertThat(this.log.all()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "HTTP, 401, memprof.telemetry.headers", "HTTP, 403, memprof.telemetry.headers",
			"HTTP, 404, under /v1/metrics", "HTTP, 413, too large", "HTTP, 429, export-interval",
			"HTTP, 503, overloaded or starting", "HTTP, 302, asked elsewhere", "HTTP, 500, its own log",
			"GRPC, 16, memprof.telemetry.headers", "GRPC, 7, memprof.telemetry.headers", "GRPC, 12, otlp receiver",
			"GRPC, 14, overloaded or starting", "GRPC, 8, export-interval", "GRPC, 2, its own log" })
	void saysWhatToChange(Transport transport, int status, String advice) throws Exception {
		try (TestCollector collector = TestCollector.start(transport)) {
			collector.answer(status);
			pushTo(transport, collector.endpoint());

			assertThat(status().lastError()).startsWith("it answered").contains(advice);
		}
	}

	@Test
	void decodesTheMessageOfGrpc() throws Exception {
		try (GrpcCollector collector = new GrpcCollector()) {
			collector.answer(Status.UNAUTHENTICATED.withDescription("key 50% + half\nexpired"), new byte[0]);
			pushTo(Transport.GRPC, collector.endpoint());

			assertThat(status().lastError()).contains("gRPC status UNAUTHENTICATED (\"key 50% + half expired\")");
		}
	}

	@Test
	void showsNoSecretThatTheCollectorRepeats() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			collector.answer(401, Map.of(), "bad key s3cret-key".getBytes(StandardCharsets.UTF_8));
			pushTo(Configs.to(Transport.HTTP, collector.endpoint(), Configs.TIMEOUT, Compression.GZIP,
					Map.of("api-key", "Key s3cret-key\n")));

			assertThat(collector.lastPush().headers()).containsEntry("api-key", "Key s3cret-key");
			assertThat(status().lastError()).contains("bad key ***");
		}
	}

	@Test
	void showsNoSecretThatCannotBeSent() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			pushTo(Configs.to(Transport.HTTP, collector.endpoint(), Configs.TIMEOUT, Compression.GZIP,
					Map.of("api-key", "s3crét")));

			assertThat(status().lastError()).contains("the header api-key").doesNotContain("s3cr");
		}
	}

	@Test
	void showsNoSecretOfTheEndpoint() throws Exception {
		pushTo(Transport.HTTP, URI.create("http://user:s3cret@localhost:" + unusedPort() + "/v1/metrics?key=s3cret"));

		assertThat(status().toString()).doesNotContain("s3cret").contains("http://localhost:");
		assertThat(this.log.all()).noneMatch((line) -> line.contains("s3cret"));
	}

	@Test
	void saysThatThePortWantsHttp() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			pushTo(Transport.GRPC, collector.endpoint());

			assertThat(status().lastError()).contains("does not speak gRPC on this port")
				.contains("memprof.telemetry.transport=http");
		}
	}

	@Test
	void saysThatThePortWantsGrpc() throws Exception {
		try (GrpcCollector collector = new GrpcCollector()) {
			pushTo(Transport.HTTP, collector.endpoint());

			assertThat(status().lastError()).contains("OTLP/gRPC").contains("memprof.telemetry.transport=grpc");
		}
	}

	@Test
	void saysThatTheHostIsUnknown() {
		pushTo(Transport.GRPC, URI.create("http://collector.invalid:4317"));

		assertThat(status().lastError()).contains("the host name collector.invalid is unknown");
	}

	@Test
	void saysThatTheEndpointIsNoUrlOfHttp() {
		pushTo(Transport.GRPC, URI.create("grpc://localhost:4317"));

		assertThat(status().lastError()).contains("not an http or https URL");
	}

	@Test
	void notesWhatTheCollectorDropped() throws Exception {
		byte[] answer = ExportMetricsServiceResponse.newBuilder()
			.setPartialSuccess(ExportMetricsPartialSuccess.newBuilder().setRejectedDataPoints(3).setErrorMessage("old"))
			.build()
			.toByteArray();
		try (HttpCollector http = new HttpCollector(); GrpcCollector grpc = new GrpcCollector()) {
			http.answer(200, Map.of(), answer);
			grpc.answer(Status.OK, answer);

			pushTo(Transport.HTTP, http.endpoint());
			assertThat(status().state()).isEqualTo(ExportState.OK);
			assertThat(status().partialSuccess()).isEqualTo("the collector rejected 3 data points: old");
			this.exporter.shutdown();
			pushTo(Transport.GRPC, grpc.endpoint());
			assertThat(status().state()).isEqualTo(ExportState.OK);
			assertThat(status().partialSuccess()).isEqualTo("the collector rejected 3 data points: old");
		}
	}

	private void pushTo(Transport transport, URI endpoint) {
		pushTo(Configs.to(transport, endpoint));
	}

	private void pushTo(TelemetryConfig config) {
		this.exporter = new OtlpTelemetryExporter(config, null, this.clock);
		Samples.exportEverything(this.exporter);
		this.exporter.flush();
	}

	private TelemetryStatus status() {
		return this.exporter.status();
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
