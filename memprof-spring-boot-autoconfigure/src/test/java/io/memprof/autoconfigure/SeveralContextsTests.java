package io.memprof.autoconfigure;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.memprof.MemoryProfiler;
import io.memprof.report.MemoryReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More than one application context in a JVM.
 */
class SeveralContextsTests {

	private static final int CONTEXTS = 200;

	/** Spring's test framework keeps 32, which only costs more: each samples. */
	private static final int CACHED = 4;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void cacheOfATestSuiteLeavesNothingBehind() throws Exception {
		Deque<ConfigurableApplicationContext> cache = new ArrayDeque<>();
		List<WeakReference<Object>> closed = new ArrayList<>();
		for (int i = 0; i < CONTEXTS; i++) {
			ConfigurableApplicationContext context = start(null);
			closed.add(new WeakReference<>(context));
			closed.add(new WeakReference<>(profiler(context)));
			closed.add(new WeakReference<>(context.getBean(MeterRegistry.class)));
			cache.add(context);
			if (cache.size() > CACHED) {
				closeAfterATick(cache.remove());
			}
		}
		while (!cache.isEmpty()) {
			closeAfterATick(cache.remove());
		}

		assertThat(Fixtures.within(PATIENCE, () -> Fixtures.memprofThreads().isEmpty())).isTrue();
		assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
		assertThat(Metrics.globalRegistry.find("memory.rss_bytes").meters()).isEmpty();
		assertThat(Fixtures.within(PATIENCE, () -> areCollected(closed))).as("nothing of them is reachable").isTrue();
	}

	@Test
	void twoContextsEachHaveTheWholeReport() throws Exception {
		ConfigurableApplicationContext first = start(null);
		try (ConfigurableApplicationContext second = start(null)) {
			for (ConfigurableApplicationContext context : List.of(first, second)) {
				MemoryReport report = awaitReport(context);
				assertThat(report.state()).isEqualTo("running");
				assertThat(report.allocations().unavailable()).isNull();
			}
			assertThat(profiler(first).sessionId()).isNotEqualTo(profiler(second).sessionId());
			first.close();
			long before = profiler(second).report().totalSamples();
			assertThat(Fixtures.within(PATIENCE, () -> profiler(second).report().totalSamples() > before)).isTrue();
			assertThat(profiler(second).report().allocations().unavailable()).isNull();
		}
	}

	@Test
	void childContextTakesTheProfilerOfItsParent() throws Exception {
		try (ConfigurableApplicationContext parent = start(null)) {
			ConfigurableApplicationContext child = start(parent);
			assertThat(profiler(child)).isSameAs(profiler(parent));
			assertThat(child.getBeanFactory().getBeansOfType(MemprofSampling.class)).isEmpty();
			awaitReport(parent);
			child.close();
			assertThat(parent.getBean(MemprofSampling.class).isRunning()).isTrue();
		}
	}

	private static ConfigurableApplicationContext start(@Nullable ApplicationContext parent) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of("memprof.sampling-interval=50ms").applyTo(context);
		context.setParent(parent);
		context.registerBean(SimpleMeterRegistry.class);
		context.register(Configurations.getClasses(AutoConfigurations.of(BootMetrics.all()),
				AutoConfigurations.of(MemprofAutoConfiguration.class, MemprofMetersAutoConfiguration.class)));
		context.refresh();
		return context;
	}

	/** The first tick opens JFR. */
	private static void closeAfterATick(ConfigurableApplicationContext context) throws Exception {
		awaitReport(context);
		context.close();
	}

	private static MemoryReport awaitReport(ConfigurableApplicationContext context) throws Exception {
		MemoryProfiler profiler = profiler(context);
		assertThat(Fixtures.within(PATIENCE, () -> profiler.report() != null)).isTrue();
		return profiler.report();
	}

	private static MemoryProfiler profiler(ApplicationContext context) {
		return context.getBean(MemoryProfiler.class);
	}

	private static boolean areCollected(List<WeakReference<Object>> references) {
		System.gc();
		return references.stream().allMatch((reference) -> reference.get() == null);
	}

}
