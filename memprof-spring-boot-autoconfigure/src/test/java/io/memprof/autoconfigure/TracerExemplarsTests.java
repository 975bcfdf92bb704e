package io.memprof.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import brave.Tracing;
import io.memprof.allocation.SampledSpan;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * With both tracers that Micrometer has a bridge to.
 */
class TracerExemplarsTests {

	private static final SampledSpan SPAN = SampledSpan.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");

	@Test
	void theSpanIsCurrentWhileAMeterIsWrittenByOpenTelemetry() {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			OtelCurrentTraceContext current = new OtelCurrentTraceContext();
			isCurrentWithin(new OtelTracer(provider.get("test"), current, (event) -> {
			}));
		}
	}

	@Test
	void theSpanIsCurrentWhileAMeterIsWrittenByBrave() {
		try (Tracing tracing = Tracing.newBuilder().build()) {
			isCurrentWithin(
					new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(tracing.currentTraceContext())));
		}
	}

	@Test
	void withoutATracerTheMeterIsWrittenAllTheSame() {
		AtomicReference<String> written = new AtomicReference<>();
		exemplars(null).during(SPAN, () -> written.set("yes"));
		assertThat(written.get()).isEqualTo("yes");
	}

	@Test
	void theScopeEndsWhenTheWritingFails() {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			Tracer tracer = new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), (event) -> {
			});
			assertThatIllegalStateException().isThrownBy(() -> exemplars(tracer).during(SPAN, () -> {
				throw new IllegalStateException("on purpose");
			}));
			assertThat(tracer.currentSpan()).isNull();
		}
	}

	private static void isCurrentWithin(Tracer tracer) {
		AtomicReference<TraceContext> seen = new AtomicReference<>();
		exemplars(tracer).during(SPAN, () -> seen.set(tracer.currentSpan().context()));
		assertThat(seen.get().traceId()).isEqualTo(SPAN.traceId());
		assertThat(seen.get().spanId()).isEqualTo(SPAN.spanId());
		assertThat(seen.get().sampled()).isTrue();
		assertThat(tracer.currentSpan()).isNull();
	}

	private static TracerExemplars exemplars(Tracer tracer) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		if (tracer != null) {
			beans.addBean("tracer", tracer);
		}
		return new TracerExemplars(beans.getBeanProvider(Tracer.class));
	}

}
