package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.memprof.profiles.ProfilesConfig;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers, and user info and query of endpoints, are sent and never shown; whether the
 * push works or, as here, does not.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String SECRET = "s3cret";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				MemprofAutoConfiguration.class, MemprofOtlpAutoConfiguration.class,
				MemprofProfilesAutoConfiguration.class, MemprofEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=memprof", "memprof.sampling-interval=50ms",
				"memprof.telemetry.enabled=true",
				"memprof.telemetry.endpoint=http://me:s3cret@localhost:1/v1/metrics?token=s3cret",
				"memprof.telemetry.headers.authorization=Bearer s3cret", "memprof.telemetry.export-interval=1h",
				"memprof.profiles.enabled=true",
				"memprof.profiles.endpoint=http://me:s3cret@localhost:1/ingest?token=s3cret",
				"memprof.profiles.headers.authorization=Bearer s3cret", "memprof.profiles.interval=1h");

	@Test
	void areNotInTheReportNorInTheLog(CapturedOutput output) {
		this.runner.run((context) -> {
			MemoryTelemetryExporter exporter = context.getBean("memprofOtlpExporter", MemoryTelemetryExporter.class);
			assertThat(Fixtures.within(Duration.ofSeconds(30), () -> {
				exporter.flush();
				return report(context).contains("lastError=no connection");
			})).isTrue();
			assertThat(report(context)).contains("endpoint=http://localhost:1/v1/metrics", "sessionId")
				.doesNotContain(SECRET);
		});
		assertThat(output.getAll()).contains("http://localhost:1/v1/metrics", "http://localhost:1/ingest")
			.doesNotContain(SECRET);
	}

	@Test
	void areNotInTheTextOfWhatAnApplicationMightLog() {
		this.runner.run((context) -> {
			List<Object> beans = List.of(context.getBean(TelemetryConfig.class), context.getBean(ProfilesConfig.class),
					context.getBean(MemprofProperties.class));
			assertThat(beans.toString()).contains("TelemetryConfig", "ProfilesConfig").doesNotContain(SECRET);
		});
	}

	private static String report(ApplicationContext context) {
		return context.getBean(ReportView.class).root().body().toString();
	}

}
