package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.memprof.profiles.AllocationProfiles;
import io.memprof.profiles.ProfilesConfig;
import io.memprof.profiles.ProfilesConfig.Format;
import okhttp3.OkHttpClient;
import one.convert.JfrToOtlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MemprofProfilesAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MemprofAutoConfiguration.class, MemprofProfilesAutoConfiguration.class))
		.withPropertyValues("spring.application.name=shop", "memprof.profiles.interval=1h");

	private final ApplicationContextRunner enabled = this.runner.withPropertyValues("memprof.profiles.enabled=true");

	@Test
	void isOffByDefaultAndNotSpokenOf(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(AllocationProfiles.class);
			assertThat(context.getBean(ProfilesSection.class).json()).containsEntry("state", "off")
				.containsEntry("reason", "memprof.profiles.enabled is false");
			assertThat(isThreadThere()).isFalse();
		});
		assertThat(output.getAll()).contains("memprof.telemetry.enabled is false. Report:");
	}

	@Test
	void runsAsLongAsTheContext(CapturedOutput output) {
		this.enabled.run((context) -> {
			assertThat(context).hasSingleBean(AllocationProfiles.class);
			assertThat(isThreadThere()).isTrue();
		});
		awaitNoThread();
		assertThat(output.getAll()).contains("Allocation profiles (experimental): every 1h to "
				+ "http://localhost:4318/v1development/profiles (otlp). Report:");
	}

	@Test
	void startsInALazyApplicationToo() {
		this.enabled.withPropertyValues("spring.main.lazy-initialization=true")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(isThreadThere()).isTrue());
	}

	@Test
	void sectionShowsStateAndNoSecret() {
		this.enabled
			.withPropertyValues("memprof.profiles.endpoint=https://user:s3cret@pyroscope.example.com/ingest?key=s3cret",
					"memprof.profiles.headers.authorization=Bearer s3cret")
			.run((context) -> assertThat(context.getBean(ProfilesSection.class).json())
				.containsEntry("state", "starting")
				.containsEntry("endpoint", "https://pyroscope.example.com/ingest")
				.containsEntry("format", "pyroscope")
				.containsEntry("interval", "PT1H")
				.containsEntry("lastError", "none")
				.satisfies((json) -> assertThat(json.toString()).doesNotContain("s3cret")));
	}

	@ParameterizedTest
	@CsvSource({ "http://collector:4318, , OTLP", "http://pyroscope:4040/ingest, , PYROSCOPE",
			"https://gateway/tenant/ingest, , PYROSCOPE", "http://pyroscope:4040, pyroscope, PYROSCOPE",
			"http://pyroscope:4040/ingest, otlp, OTLP" })
	void theEndpointImpliesTheFormat(String endpoint, String format, Format expected) {
		this.runner
			.withPropertyValues("memprof.profiles.endpoint=" + endpoint,
					(format != null) ? "memprof.profiles.format=" + format : "a=b")
			.run((context) -> assertThat(context.getBean(ProfilesConfig.class).format()).isEqualTo(expected));
	}

	@Test
	void knowsTheServiceAsTheMetersDo() {
		this.runner
			.withPropertyValues("memprof.telemetry.service-version=1.2", "memprof.allocations.samples-per-second=20",
					"management.opentelemetry.resource-attributes[service.instance.id]=pod-7",
					"memprof.profiles.timeout=3s")
			.run((context) -> {
				ProfilesConfig config = context.getBean(ProfilesConfig.class);
				assertThat(config.service()).isEqualTo(new ProfilesConfig.Service("shop", "1.2", "pod-7"));
				assertThat(config.samplesPerSecond()).isEqualTo(20);
				assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(config.endpoint()).isEqualTo(URI.create("http://localhost:4318/v1development/profiles"));
			});
	}

	@Test
	void withoutTheConverterTheApplicationStartsAndIsToldWhatToAdd(CapturedOutput output) {
		this.enabled.withClassLoader(new FilteredClassLoader(JfrToOtlp.class)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(AllocationProfiles.class);
			assertThat(context.getBean(ProfilesSection.class).json()).containsEntry("state", "off")
				.extractingByKey("reason")
				.asString()
				.contains("tools.profiler:jfr-converter");
		});
		assertThat(output.getAll()).contains("Allocation profiles: off, as tools.profiler:jfr-converter is not on the "
				+ "class path; add that dependency in version 4.5.");
	}

	@Test
	void withoutTheOtlpLibrariesLikewise(CapturedOutput output) {
		this.enabled.withClassLoader(new FilteredClassLoader(OkHttpClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AllocationProfiles.class));
		assertThat(output.getAll())
			.contains("Allocation profiles: off, as micrometer-registry-otlp or okhttp is not on the class path.");
	}

	@Test
	void everyBeanIsReplaceable() {
		AllocationProfiles mine = new AllocationProfiles(
				new ProfilesConfig(URI.create("http://localhost:1"), Format.OTLP, Duration.ofHours(1),
						Duration.ofSeconds(1), Map.of(), 1, new ProfilesConfig.Service("mine", null, "i")));
		this.enabled.withBean("own1", AllocationProfiles.class, () -> mine)
			.withBean("own2", ProfilesSection.class, () -> ProfilesSection.missing("mine"))
			.withBean("own3", ProfilesLifecycle.class, () -> new ProfilesLifecycle(mine))
			.run((context) -> assertThat(context).hasSingleBean(AllocationProfiles.class)
				.hasSingleBean(ProfilesSection.class)
				.hasSingleBean(ProfilesLifecycle.class));
	}

	private static void awaitNoThread() {
		for (int i = 0; i < 500 && isThreadThere(); i++) {
			try {
				Thread.sleep(10);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
		assertThat(isThreadThere()).isFalse();
	}

	private static boolean isThreadThere() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("memprof-profiles"));
	}

}
