package io.memprof.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.memprof.MemoryProfiler;
import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.SampledSpan;
import io.memprof.allocation.SpanScopes;
import io.memprof.telemetry.Exemplars;
import io.memprof.telemetry.OtlpTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The beans beside those that Boot makes for traces, as in an application that exports
 * them.
 */
class MemprofTracesAutoConfigurationTests {

	private static final AttributeKey<String> SESSION = AttributeKey.stringKey("memprof.session.id");

	private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BootTracing.all()))
		.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class, MemprofMetersAutoConfiguration.class,
				MemprofOtlpAutoConfiguration.class, MemprofResourceAutoConfiguration.class,
				MemprofTracesAutoConfiguration.class))
		.withBean(BootTracing.Ended.class)
		.withPropertyValues("memprof.telemetry.export-interval=1h", "memprof.telemetry.timeout=100ms",
				"memprof.sampling-interval=1h", "management.tracing.sampling.probability=1.0");

	private final ApplicationContextRunner enabled = this.runner.withPropertyValues("memprof.telemetry.enabled=true");

	@Test
	void everySpanCarriesTheSessionAsTheResourceDoes() {
		this.enabled.run((context) -> {
			SpanData span = observe(context);
			String session = context.getBean(MemoryProfiler.class).sessionId();
			assertThat(session).matches("[0-9a-f]{12}");
			assertThat(span.getAttributes().get(SESSION)).isEqualTo(session);
			assertThat(span.getResource().getAttribute(SESSION)).isEqualTo(session);
			assertThat(span.getResource().getAttribute(INSTANCE))
				.isEqualTo(context.getBean(TelemetryConfig.class).serviceInstanceId());
		});
	}

	@Test
	void spansFollowANewSessionWhileTheResourceKeepsTheFirst() {
		this.enabled.run((context) -> {
			MemoryProfiler profiler = context.getBean(MemoryProfiler.class);
			String first = profiler.sessionId();
			profiler.newSession();
			SpanData span = observe(context);
			assertThat(span.getAttributes().get(SESSION)).isEqualTo(profiler.sessionId()).isNotEqualTo(first);
			assertThat(span.getResource().getAttribute(SESSION)).isEqualTo(first);
		});
	}

	@Test
	void spansFollowWithLazyInitialisationToo() {
		this.enabled
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.getBean(MemoryProfiler.class).newSession();
				assertThat(observe(context).getAttributes().get(SESSION))
					.isEqualTo(context.getBean(MemoryProfiler.class).sessionId());
			});
	}

	@Test
	void noMeterHasTheSession() {
		this.enabled.run((context) -> {
			observe(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("shop.order").timer()).isNotNull();
			assertThat(registry.getMeters()).flatExtracting((meter) -> meter.getId().getTags())
				.noneMatch((tag) -> tag.getKey().contains("memprof")
						|| tag.getValue().equals(context.getBean(MemoryProfiler.class).sessionId()));
		});
	}

	@Test
	void withTelemetryOffNothingOfTheHostChanges() {
		this.runner.run(this::changesNothing);
	}

	@Test
	void switchedOffNothingOfTheHostChanges() {
		this.enabled.withPropertyValues("memprof.telemetry.trace-correlation=false").run(this::changesNothing);
	}

	@Test
	void withoutMemprofNothingOfTheHostChanges() {
		this.enabled.withPropertyValues("memprof.enabled=false").run(this::changesNothing);
	}

	@Test
	void withoutTracingOnTheClassPathThereIsOnlyTheResource() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class,
					MemprofMetersAutoConfiguration.class, MemprofOtlpAutoConfiguration.class,
					MemprofResourceAutoConfiguration.class, MemprofTracesAutoConfiguration.class))
			.withPropertyValues("memprof.telemetry.enabled=true", "memprof.telemetry.timeout=100ms")
			.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
			.run((context) -> {
				assertThat(context).hasSingleBean(CorrelatedResource.class)
					.hasSingleBean(OtlpTelemetryExporter.class)
					.doesNotHaveBean("memprofSessionOnSpans")
					.doesNotHaveBean(SpanScopes.class)
					.doesNotHaveBean(Exemplars.class);
				assertThat(context.getBean(MemoryProfiler.class).sessionId())
					.isEqualTo(new ResourceAttributes(context.getEnvironment()).session());
			});
	}

	@Test
	void withoutATracerNothingIsRemembered() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(MemprofAutoConfiguration.class, MemprofTracesAutoConfiguration.class))
			.withPropertyValues("memprof.telemetry.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionOnSpans.class)
				.doesNotHaveBean(SpanScopes.class));
	}

	@Test
	void withoutAProfilerSpansCarryTheAnnouncedSession() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BootTracing.all()))
			.withConfiguration(
					AutoConfigurations.of(MemprofResourceAutoConfiguration.class, MemprofTracesAutoConfiguration.class))
			.withBean(BootTracing.Ended.class)
			.withPropertyValues("memprof.telemetry.enabled=true", "management.tracing.sampling.probability=1.0")
			.run((context) -> {
				SpanData span = observe(context);
				assertThat(span.getAttributes().get(SESSION)).isNotNull()
					.isEqualTo(span.getResource().getAttribute(SESSION));
			});
	}

	@Test
	void theSpanInScopeIsRemembered() {
		this.enabled.run((context) -> {
			SpanScopes scopes = context.getBean(SpanScopes.class);
			long thread = Thread.currentThread().getId();
			AtomicReference<SampledSpan> inside = new AtomicReference<>();
			SpanData span = observe(context, () -> inside.set(scopes.at(thread, System.nanoTime())));
			assertThat(inside.get()).isEqualTo(SampledSpan.of(span.getTraceId(), span.getSpanId()));
			assertThat(scopes.at(thread, System.nanoTime())).isNull();
		});
	}

	@Test
	void theInnermostSpanInScopeIsRemembered() {
		this.enabled.run((context) -> {
			SpanScopes scopes = context.getBean(SpanScopes.class);
			long thread = Thread.currentThread().getId();
			AtomicReference<SampledSpan> inner = new AtomicReference<>();
			AtomicReference<SampledSpan> after = new AtomicReference<>();
			AtomicReference<SpanData> innerSpan = new AtomicReference<>();
			SpanData outer = observe(context, () -> {
				innerSpan.set(observe(context, () -> inner.set(scopes.at(thread, System.nanoTime()))));
				after.set(scopes.at(thread, System.nanoTime()));
			});
			assertThat(inner.get())
				.isEqualTo(SampledSpan.of(innerSpan.get().getTraceId(), innerSpan.get().getSpanId()));
			assertThat(after.get()).isEqualTo(SampledSpan.of(outer.getTraceId(), outer.getSpanId()));
		});
	}

	@Test
	void aSpanThatIsNotSampledIsNotRemembered() {
		this.enabled.withPropertyValues("management.tracing.sampling.probability=0.0").run((context) -> {
			AtomicReference<SampledSpan> inside = new AtomicReference<>();
			Observation.createNotStarted("shop.order", context.getBean(ObservationRegistry.class))
				.observe(() -> inside
					.set(context.getBean(SpanScopes.class).at(Thread.currentThread().getId(), System.nanoTime())));
			assertThat(context.getBean(Tracer.class)).isNotSameAs(Tracer.NOOP);
			assertThat(inside.get()).isNull();
		});
	}

	@Test
	void aScrapeOfTheHostHasTheExemplar() {
		this.enabled.run((context) -> {
			MemprofMeters meters = context.getBean(MemprofMeters.class);
			SampledSpan span = SampledSpan.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
			meters.beginSession("0123456789ab");
			meters.exportAllocations(List.of(new AllocationInfo(Instant.EPOCH, "byte[]", "order",
					"OrderController.create", 5_000, 5_000, span)));
			assertThat(context.getBean(Tracer.class).currentSpan()).isNull();
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape("application/openmetrics-text"))
				.containsPattern("memory_allocation_size_bytes_bucket\\{.*le=\"16384.0\".*} 1 # "
						+ "\\{span_id=\"00f067aa0ba902b7\",trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"} 5000.0");
		});
	}

	@Test
	void anApplicationThatWantsNoExemplarsHasNoneOfOurs() {
		this.enabled.withPropertyValues("management.tracing.exemplars.include=none")
			.run((context) -> assertThat(context).hasSingleBean(SessionOnSpans.class)
				.doesNotHaveBean(SpanScopes.class)
				.doesNotHaveBean(SpanScopeHandler.class)
				.doesNotHaveBean(Exemplars.class));
	}

	@Test
	void withoutSampledAllocationsNothingIsRemembered() {
		this.enabled.withPropertyValues("memprof.allocations.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(SessionOnSpans.class)
				.doesNotHaveBean(SpanScopes.class));
	}

	@Test
	void everyBeanIsReplaceable() {
		SpanScopes scopes = new SpanScopes();
		this.enabled.withBean("own1", SpanScopes.class, () -> scopes)
			.withBean("own2", Exemplars.class, () -> Exemplars.NONE)
			.withBean("own3", SpanScopeHandler.class, () -> new SpanScopeHandler(scopes))
			.run((context) -> assertThat(context).hasSingleBean(SpanScopes.class)
				.hasSingleBean(Exemplars.class)
				.hasSingleBean(SpanScopeHandler.class));
	}

	private void changesNothing(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean(CorrelatedResource.class)
			.doesNotHaveBean(SessionOnSpans.class)
			.doesNotHaveBean(SpanScopes.class)
			.doesNotHaveBean(SpanScopeHandler.class)
			.doesNotHaveBean(Exemplars.class);
		SpanData span = observe(context);
		assertThat(span.getAttributes().get(SESSION)).isNull();
		assertThat(span.getResource().getAttribute(SESSION)).isNull();
		assertThat(span.getResource().getAttribute(INSTANCE)).isNull();
	}

	private static SpanData observe(AssertableApplicationContext context) {
		return observe(context, () -> {
		});
	}

	private static SpanData observe(AssertableApplicationContext context, Runnable work) {
		Observation.createNotStarted("shop.order", context.getBean(ObservationRegistry.class)).observe(work);
		return context.getBean(BootTracing.Ended.class).last();
	}

}
