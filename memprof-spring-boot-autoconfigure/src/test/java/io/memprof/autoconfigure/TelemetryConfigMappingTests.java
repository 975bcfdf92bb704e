package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Properties;

import io.memprof.telemetry.TelemetryConfig;
import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.memprof.telemetry.TelemetryConfig.Transport;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class TelemetryConfigMappingTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class));

	@Test
	void isOffByDefaultAndWouldSpeakGrpcToTheLocalCollector() {
		this.runner.run((context) -> {
			TelemetryConfig config = context.getBean(TelemetryConfig.class);
			assertThat(config.enabled()).isFalse();
			assertThat(config.endpoint()).isEqualTo(URI.create("http://localhost:4317"));
			assertThat(config.transport()).isEqualTo(Transport.GRPC);
			assertThat(config.serviceName()).isEqualTo("unknown_service");
			assertThat(config.serviceVersion()).isNull();
			assertThat(config.serviceInstanceId()).matches("[0-9a-f-]{36}");
			assertThat(config.exportInterval()).isEqualTo(Duration.ofSeconds(10));
			assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(config.compression()).isEqualTo(Compression.GZIP);
			assertThat(config.headers()).isEmpty();
			assertThat(config.sessionLabel()).isEqualTo(SessionLabel.SNAPSHOT);
			assertThat(config.traceCorrelation()).isTrue();
		});
	}

	@Test
	void bindsEveryProperty() {
		this.runner
			.withPropertyValues("memprof.telemetry.endpoint=https://collector.example.com/v1/metrics",
					"memprof.telemetry.service-name=shop", "memprof.telemetry.service-version=7",
					"memprof.telemetry.export-interval=30s", "memprof.telemetry.timeout=2s",
					"memprof.telemetry.headers.authorization=Bearer s3cret", "memprof.telemetry.compression=none",
					"memprof.telemetry.session-label=all", "memprof.telemetry.trace-correlation=false")
			.run((context) -> {
				TelemetryConfig config = context.getBean(TelemetryConfig.class);
				assertThat(config.transport()).isEqualTo(Transport.HTTP);
				assertThat(config.serviceName()).isEqualTo("shop");
				assertThat(config.serviceVersion()).isEqualTo("7");
				assertThat(config.exportInterval()).isEqualTo(Duration.ofSeconds(30));
				assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(2));
				assertThat(config.headers()).containsEntry("authorization", "Bearer s3cret");
				assertThat(config.compression()).isEqualTo(Compression.NONE);
				assertThat(config.sessionLabel()).isEqualTo(SessionLabel.ALL);
				assertThat(config.traceCorrelation()).isFalse();
			});
	}

	@Test
	void transportMayContradictThePort() {
		this.runner.withPropertyValues("memprof.telemetry.transport=http")
			.run((context) -> assertThat(context.getBean(TelemetryConfig.class).transport()).isEqualTo(Transport.HTTP));
	}

	@Test
	void applicationSaysItsNameVersionAndInstance() {
		this.runner
			.withPropertyValues("spring.application.name=shop", "spring.application.version=1.0",
					"management.opentelemetry.resource-attributes[service.instance.id]=pod-7")
			.run((context) -> {
				TelemetryConfig config = context.getBean(TelemetryConfig.class);
				assertThat(config.serviceName()).isEqualTo("shop");
				assertThat(config.serviceVersion()).isEqualTo("1.0");
				assertThat(config.serviceInstanceId()).isEqualTo("pod-7");
			});
	}

	@Test
	void versionOfTheBuildComesFirst() {
		Properties build = new Properties();
		build.setProperty("version", "2.0");
		this.runner.withPropertyValues("spring.application.version=1.0")
			.withBean(BuildProperties.class, () -> new BuildProperties(build))
			.run((context) -> assertThat(context.getBean(TelemetryConfig.class).serviceVersion()).isEqualTo("2.0"));
	}

	@Test
	void propertiesDoNotPrintHeaders() {
		this.runner.withPropertyValues("memprof.telemetry.headers.authorization=Bearer s3cret")
			.run((context) -> assertThat(context.getBean(MemprofProperties.class).toString()).doesNotContain("s3cret"));
	}

}
