package io.memprof.autoconfigure;

import java.util.List;
import java.util.Map;

import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
class MemprofMetersAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class, MemprofMetersAutoConfiguration.class));

	@Test
	void exporterIsAMeterBinder() {
		this.runner.run((context) -> assertThat(context.getBean(MemoryTelemetryExporter.class))
			.isSameAs(context.getBean(MeterBinder.class)));
	}

	@Test
	void registryIsNotNeeded() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MeterRegistry.class));
	}

	@Test
	void isAbsentWhenSwitchedOff() {
		this.runner.withPropertyValues("memprof.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MemprofMeters.class));
	}

	@Test
	void isAbsentWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class, MeterBinder.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("memprofMeters"));
	}

	@Test
	void isReplaceable() {
		this.runner
			.withBean("own", MemprofMeters.class, () -> new MemprofMeters(Configs.telemetry("http://a").sessionLabel()))
			.run((context) -> assertThat(context).hasSingleBean(MemprofMeters.class).hasBean("own"));
	}

	@Test
	void metersAreWrittenOnceToTheCompositeOfSeveralRegistries() {
		this.runner.withConfiguration(AutoConfigurations.of(BootMetrics.all()))
			.withUserConfiguration(TwoRegistries.class)
			.run((context) -> {
				CompositeMeterRegistry composite = context.getBean(CompositeMeterRegistry.class);
				MemprofMeters meters = context.getBean(MemprofMeters.class);
				meters.beginSession("0123456789ab");
				meters.exportSnapshot(Fixtures.snapshot());
				assertThat(composite.find("memory.heap_bytes").gauges()).hasSize(1);
				assertThat(context.getBean("one", MeterRegistry.class).find("memory.heap_bytes").gauges()).hasSize(1);
				assertThat(context.getBean("two", MeterRegistry.class).find("memory.heap_bytes").gauges()).hasSize(1);
			});
	}

	@Test
	void prometheusScrapeGivesTheNamesOfEveryOtherRoute(CapturedOutput output) {
		this.runner.withConfiguration(AutoConfigurations.of(BootMetrics.all()))
			.withBean("other", SimpleMeterRegistry.class)
			.withBean("prometheus", PrometheusMeterRegistry.class,
					() -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
			.run((context) -> {
				MemprofMeters meters = context.getBean(MemprofMeters.class);
				meters.beginSession("0123456789ab");
				meters.exportAllocationStats(new AllocationStats(9, 900, 10, 3, 0.65, Map.of(),
						List.of(new AllocationTotal("order", 900, 9, 1, 0.65))));
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
					.contains("memory_allocation_bytes_total{component=\"order\"")
					.doesNotContain("total_bytes_total");
				assertThat(context.getBean("other", MeterRegistry.class).find("memory.allocation.total_bytes").meters())
					.isNotEmpty();
			});
		assertThat(output.getAll()).doesNotContain("MeterFilter");
	}

	@Test
	void globalRegistryIsLeftAlone() {
		this.runner.withBean(SimpleMeterRegistry.class).run((context) -> {
			MemprofMeters meters = context.getBean(MemprofMeters.class);
			meters.bindTo(context.getBean(MeterRegistry.class));
			meters.beginSession("0123456789ab");
			meters.exportSnapshot(Fixtures.snapshot());
			assertThat(Metrics.globalRegistry.find("memory.heap_bytes").gauges()).isEmpty();
		});
	}

	@Test
	void registryThatArrivesLateJoinsTheSession() {
		MemprofMeters meters = new MemprofMeters(Configs.telemetry("http://a").sessionLabel());
		meters.beginSession("0123456789ab");
		MeterRegistry late = new SimpleMeterRegistry();
		meters.bindTo(late);
		assertThat(late.getMeters()).isEmpty();
		meters.exportSnapshot(Fixtures.snapshot());
		assertThat(late.find("memory.heap_bytes").gauges()).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoRegistries {

		@Bean
		MeterRegistry one() {
			return new SimpleMeterRegistry();
		}

		@Bean
		MeterRegistry two() {
			return new SimpleMeterRegistry();
		}

	}

}
