package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakInfo;
import io.memprof.report.CostCeiling;
import io.memprof.telemetry.TelemetryConfig;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

class MemprofAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class));

	@Test
	void runsWithTheDocumentedDefaults() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(MemoryProfiler.class);
			assertThat(context.getBean(ProfilerSettings.class)).isEqualTo(ProfilerSettings.defaults());
			assertThat(context.getBean(MemprofSampling.class).isRunning()).isTrue();
			assertThat(context.getBean(MemoryProfiler.class).sessionId()).matches("[0-9a-f]{12}");
		});
	}

	@Test
	void switchedOffLeavesNothing() {
		this.runner.withPropertyValues("memprof.enabled=false", "memprof.sampling-interval=-1s").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.startsWith("memprof"));
		});
	}

	@Test
	void aDemoMayTakeMoreThanAService() {
		this.runner.withPropertyValues("memprof.leaks.warm-up=20s")
			.run((context) -> assertThat(context.getBean(ProfilerSettings.class).cost())
				.isEqualTo(CostCeiling.OF_A_DEMO));
	}

	@Test
	void bindsEveryProperty() {
		this.runner.withPropertyValues("memprof.sampling-interval=2s", "memprof.max-samples=50",
				"memprof.components.Orders=com.shop.order,com.shop.cart", "memprof.components.billing=com.shop.bill",
				"memprof.allocations.enabled=false", "memprof.allocations.samples-per-second=20",
				"memprof.leaks.enabled=false", "memprof.leaks.analysis-interval=7s", "memprof.leaks.warm-up=9s",
				"memprof.leaks.reference-chains=on-demand", "memprof.leaks.pause-budget=0s",
				"memprof.leaks.ignore=ab12cd34,com.shop.*", "memprof.flame-graph.enabled=false",
				"memprof.thresholds.warning=300MB", "memprof.thresholds.alert=95%", "memprof.cost.max-cpu=0.5%",
				"memprof.cost.max-heap=20MB", "memprof.cost.max-disk=16MB")
			.run((context) -> {
				ProfilerSettings settings = context.getBean(ProfilerSettings.class);
				assertThat(settings.samplingInterval()).isEqualTo(Duration.ofSeconds(2));
				assertThat(settings.maxSamples()).isEqualTo(50);
				assertThat(settings.thresholds().warning().bytes()).isEqualTo(300L << 20);
				assertThat(settings.thresholds().alert().share()).isEqualTo(0.95);
				assertThat(settings.cost()).isEqualTo(new CostCeiling(0.005, 20L << 20, 16L << 20));
				AllocationSettings allocations = settings.allocations();
				assertThat(allocations.enabled()).isFalse();
				assertThat(allocations.flameGraph()).isFalse();
				assertThat(allocations.samplesPerSecond()).isEqualTo(20);
				assertThat(allocations.components()).containsEntry("Orders", List.of("com.shop.order", "com.shop.cart"))
					.containsEntry("billing", List.of("com.shop.bill"));
				assertThat(settings.leaks().toString()).contains("enabled=false", "PT7S", "PT9S", "ON_DEMAND", "PT0S",
						"ab12cd34");
			});
	}

	@Test
	void basePackagesAreThoseOfTheApplication() {
		this.runner.withUserConfiguration(Application.class)
			.run((context) -> assertThat(context.getBean(ProfilerSettings.class).allocations().basePackages())
				.containsExactly("io.memprof.autoconfigure"));
	}

	@Test
	void settingsConfigAndProfilerAreReplaceable() {
		this.runner.withUserConfiguration(Replacements.class).run((context) -> {
			assertThat(context).hasSingleBean(ProfilerSettings.class)
				.hasSingleBean(TelemetryConfig.class)
				.hasSingleBean(MemoryProfiler.class);
			assertThat(context.getBean(MemoryProfiler.class)).isSameAs(context.getBean("ownProfiler"));
		});
	}

	@Test
	void everyOtherBeanIsReplaceable() {
		MemprofSampling sampling = new MemprofSampling(new SilentSampled(), Duration.ofMinutes(1), () -> "mine");
		this.runner.withBean("own1", MemprofSampling.class, () -> sampling)
			.withBean("own2", StartLine.class, () -> new StartLine(null, null, null, null))
			.withBean("own3", VerdictLog.class, () -> new VerdictLog(null))
			.withBean("own4", LeakEvents.class, () -> new LeakEvents(null))
			.withBean("own5", ReportAddress.class, () -> () -> "here")
			.withBean("own6", TelemetrySection.class, () -> TelemetrySection.off("mine"))
			.withBean("own7", KeptReports.class, KeptReports::off)
			.run((context) -> assertThat(context).hasSingleBean(MemprofSampling.class)
				.hasSingleBean(StartLine.class)
				.hasSingleBean(VerdictLog.class)
				.hasSingleBean(LeakEvents.class)
				.hasSingleBean(ReportAddress.class)
				.hasSingleBean(TelemetrySection.class)
				.hasSingleBean(KeptReports.class));
	}

	@Test
	void lazyInitialisationDoesNotStopSampling() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("memprofSampling")).isTrue());
	}

	@Test
	void closedContextLeavesNoThread() throws Exception {
		this.runner.withPropertyValues("memprof.sampling-interval=10ms")
			.run((context) -> assertThat(
					Fixtures.within(Duration.ofSeconds(5), () -> !Fixtures.memprofThreads().isEmpty()))
				.isTrue());
		assertThat(Fixtures.within(Duration.ofSeconds(5), () -> Fixtures.memprofThreads().isEmpty())).isTrue();
	}

	@Test
	void stoppedContextStartsAgain() {
		this.runner.run((context) -> {
			MemprofSampling sampling = context.getBean(MemprofSampling.class);
			context.getSourceApplicationContext().stop();
			assertThat(sampling.isRunning()).isFalse();
			context.getSourceApplicationContext().start();
			assertThat(sampling.isRunning()).isTrue();
		});
	}

	@Test
	void leakIsPublishedAsAnEvent() {
		this.runner.withUserConfiguration(Listener.class).run((context) -> {
			context.getBean(LeakEvents.class).accept(Fixtures.LEAK);
			assertThat(context.getBean(Listener.class).seen).isEqualTo(Fixtures.LEAK);
		});
	}

	@Test
	void listenerThatThrowsDisturbsNothing() {
		this.runner.withUserConfiguration(BadListener.class)
			.run((context) -> context.getBean(LeakEvents.class).accept(Fixtures.LEAK));
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Replacements {

		@Bean
		ProfilerSettings ownSettings() {
			return ProfilerSettings.defaults();
		}

		@Bean
		TelemetryConfig ownTelemetryConfig() {
			return Configs.telemetry("http://localhost:4317");
		}

		@Bean
		MemoryProfiler ownProfiler() {
			return new MemoryProfiler(ProfilerSettings.defaults(), List.of(), BeanNames.NONE);
		}

	}

	static class Listener {

		private LeakInfo seen;

		@EventListener
		void on(LeakDetectedEvent event) {
			this.seen = event.leak();
		}

	}

	static class BadListener {

		@EventListener
		void on(LeakDetectedEvent event) {
			throw new IllegalStateException("on purpose");
		}

	}

	private static final class SilentSampled implements Sampled {

		@Override
		public void start() {
		}

		@Override
		public void tick() {
		}

		@Override
		public void stop() {
		}

	}

}
