package io.memprof.telemetry;

import java.net.URI;
import java.util.List;

import io.memprof.telemetry.TelemetryConfig.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OtlpTelemetryExporterTests {

	@BeforeEach
	void letThreadsOfOtherTestsEnd() {
		await().untilAsserted(() -> assertThat(memprofThreads()).isEmpty());
	}

	@Test
	void doesNothingWhenDisabled() {
		OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(Configs.disabled());
		Samples.exportEverything(exporter);
		exporter.flush();
		exporter.shutdown();

		assertThat(memprofThreads()).isEmpty();
		assertThat(exporter.status().state()).isEqualTo(ExportState.DISABLED);
	}

	@Test
	void theDisabledExporterOfTheContractDoesNothingEither() {
		MemoryTelemetryExporter exporter = MemoryTelemetryExporter.disabled();
		Samples.exportEverything(exporter);
		exporter.flush();
		exporter.shutdown();

		assertThat(memprofThreads()).isEmpty();
	}

	@Test
	void startsNoThreadWhenCreated() {
		new OtlpTelemetryExporter(Configs.to(Transport.GRPC, URI.create("http://localhost:4317")));

		assertThat(memprofThreads()).isEmpty();
	}

	@Test
	void pushesOnADaemonThreadThatCarriesItsName() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(
					Configs.to(Transport.HTTP, collector.endpoint()));
			Samples.exportEverything(exporter);
			exporter.flush();

			assertThat(memprofThreads()).singleElement().satisfies((thread) -> {
				assertThat(thread.getName()).isEqualTo("memprof-otlp-push");
				assertThat(thread.isDaemon()).isTrue();
			});
			exporter.shutdown();
		}
	}

	@Test
	void pushesOnceMoreWhenItShutsDown() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(
					Configs.to(Transport.HTTP, collector.endpoint()));
			Samples.exportEverything(exporter);
			exporter.shutdown();
			exporter.shutdown();

			assertThat(collector.pushes()).hasSize(1);
			await().untilAsserted(() -> assertThat(memprofThreads()).isEmpty());
		}
	}

	@Test
	void ignoresWhatComesAfterItWasShutDown() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(
					Configs.to(Transport.HTTP, collector.endpoint()));
			exporter.shutdown();
			Samples.exportEverything(exporter);
			exporter.flush();

			assertThat(collector.pushes()).isEmpty();
		}
	}

	@Test
	void hasNothingToPushBeforeTheFirstTick() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(
					Configs.to(Transport.HTTP, collector.endpoint()));
			exporter.beginSession("0123456789ab");
			exporter.flush();
			exporter.shutdown();

			assertThat(collector.pushes()).isEmpty();
			assertThat(exporter.status().state()).isEqualTo(ExportState.STARTING);
		}
	}

	@Test
	void appendsThePathOfOtlpWhenTheEndpointHasNone() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			URI bare = URI.create("http://localhost:" + collector.endpoint().getPort());
			OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(Configs.to(Transport.HTTP, bare));
			Samples.exportEverything(exporter);
			exporter.shutdown();

			assertThat(collector.lastPush().headers()).containsEntry(":path", "/v1/metrics");
			assertThat(exporter.status().endpoint()).isEqualTo(bare + "/v1/metrics");
		}
	}

	@Test
	void keepsThePathOfTheEndpoint() throws Exception {
		try (HttpCollector collector = new HttpCollector()) {
			URI own = URI.create("http://localhost:" + collector.endpoint().getPort() + "/otlp/v1/metrics");
			OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(Configs.to(Transport.HTTP, own));
			Samples.exportEverything(exporter);
			exporter.shutdown();

			assertThat(collector.lastPush().headers()).containsEntry(":path", "/otlp/v1/metrics");
		}
	}

	@Test
	void tellsAGrpcServerHowLongItWaits() throws Exception {
		try (GrpcCollector collector = new GrpcCollector()) {
			OtlpTelemetryExporter exporter = new OtlpTelemetryExporter(
					Configs.to(Transport.GRPC, collector.endpoint()));
			Samples.exportEverything(exporter);
			exporter.shutdown();

			assertThat(Long.parseLong(collector.lastPush().headers().get(":deadline"))).isBetween(1L,
					Configs.TIMEOUT.toMillis());
		}
	}

	private static List<Thread> memprofThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((each) -> each.getName().startsWith("memprof-"))
			.toList();
	}

}
