package io.memprof.autoconfigure;

import java.net.URI;

import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.OtlpTelemetryExporter;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MemprofOtlpAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class, MemprofOtlpAutoConfiguration.class))
		.withPropertyValues("memprof.telemetry.export-interval=1h", "memprof.telemetry.timeout=100ms");

	private final ApplicationContextRunner enabled = this.runner.withPropertyValues("memprof.telemetry.enabled=true");

	@Test
	void isOffByDefault(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(MemoryTelemetryExporter.class));
		assertThat(output.getAll()).contains("OTLP push: off, as memprof.telemetry.enabled is false");
	}

	@Test
	void pushesWhenEnabledWithoutARegistryBean(CapturedOutput output) {
		this.enabled.run((context) -> assertThat(context).hasSingleBean(OtlpTelemetryExporter.class)
			.doesNotHaveBean(MeterRegistry.class)
			.doesNotHaveBean(OtlpConfig.class)
			.doesNotHaveBean(Clock.class));
		assertThat(output.getAll()).contains("OTLP push: every 1h to http://localhost:4317 (grpc)");
	}

	@Test
	void sectionShowsStateAndNoSecret() {
		this.enabled
			.withPropertyValues("memprof.telemetry.endpoint=https://user:s3cret@collector.example.com:4317?key=s3cret",
					"memprof.telemetry.headers.authorization=Bearer s3cret")
			.run((context) -> assertThat(context.getBean(TelemetrySection.class).json())
				.containsEntry("state", "starting")
				.containsEntry("endpoint", "https://collector.example.com:4317")
				.containsEntry("transport", "grpc")
				.containsEntry("lastError", "none")
				.satisfies((json) -> assertThat(json.toString()).doesNotContain("s3cret")));
	}

	@Test
	void saysWhatIsMissingFromTheClassPath(CapturedOutput output) {
		this.enabled.withClassLoader(new FilteredClassLoader(OtlpMeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MemoryTelemetryExporter.class));
		this.enabled.withClassLoader(new FilteredClassLoader(OkHttpClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MemoryTelemetryExporter.class));
		assertThat(output.getAll())
			.contains("OTLP push: off, as micrometer-registry-otlp or okhttp is not on the class path");
	}

	@Test
	void nothingIsSentTwiceToOneCollector(CapturedOutput output) {
		this.enabled.withUserConfiguration(OwnOtlp.class).run((context) -> {
			assertThat(context).doesNotHaveBean(OtlpTelemetryExporter.class);
			assertThat(context.getBean(TelemetrySection.class).json()).containsEntry("state", "off")
				.extractingByKey("reason")
				.asString()
				.contains("http://localhost:4318/v1/metrics");
		});
		assertThat(output.getAll()).contains("OTLP push: off, as the application itself pushes");
	}

	@Test
	void anotherCollectorGetsItsOwnPush() {
		this.enabled.withUserConfiguration(OwnOtlp.class)
			.withPropertyValues("memprof.telemetry.endpoint=http://elsewhere:4317")
			.run((context) -> assertThat(context).hasSingleBean(OtlpTelemetryExporter.class));
	}

	@Test
	void everyBeanIsReplaceable() {
		this.enabled.withUserConfiguration(Replacements.class)
			.run((context) -> assertThat(context).hasSingleBean(OtlpOverlap.class)
				.hasSingleBean(TelemetrySection.class)
				.hasSingleBean(MemoryTelemetryExporter.class)
				.doesNotHaveBean(OtlpTelemetryExporter.class));
	}

	@Test
	void samePlaceMeansHostAndPortOrThePairOfACollector() {
		assertThat(samePlace("http://localhost:4317", "http://127.0.0.1:4318/v1/metrics")).isTrue();
		assertThat(samePlace("https://c.example.com/v1/metrics", "https://C.example.com:443/otlp")).isTrue();
		assertThat(samePlace("http://c:4317", "http://c:9090/api")).isFalse();
		assertThat(samePlace("http://c:4317", "http://d:4317")).isFalse();
		assertThat(samePlace("http://c:4317", "not a url")).isFalse();
	}

	private static boolean samePlace(String endpoint, String url) {
		return OtlpOverlap.isSamePlace(URI.create(endpoint), url);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnOtlp {

		@Bean
		OtlpConfig otlpConfig() {
			return (key) -> switch (key) {
				case "otlp.url" -> "http://localhost:4318/v1/metrics";
				case "otlp.step" -> "1h";
				case "otlp.connectTimeout", "otlp.readTimeout" -> "100ms";
				default -> null;
			};
		}

		@Bean(destroyMethod = "stop")
		OtlpMeterRegistry otlpMeterRegistry(OtlpConfig config) {
			return new OtlpMeterRegistry(config, Clock.SYSTEM);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Replacements {

		@Bean
		OtlpOverlap ownOverlap() {
			return new OtlpOverlap(null);
		}

		@Bean
		TelemetrySection ownSection() {
			return TelemetrySection.off("mine");
		}

		@Bean
		MemoryTelemetryExporter memprofOtlpExporter() {
			return MemoryTelemetryExporter.disabled();
		}

	}

}
