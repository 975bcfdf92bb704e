package io.memprof.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.util.ClassUtils;

/**
 * Boot's auto-configurations for observations, traces by OpenTelemetry, and exemplars in
 * a scrape; and a place where spans end.
 */
final class BootTracing {

	private BootTracing() {
	}

	static Class<?>[] all() {
		List<Class<?>> all = new ArrayList<>(Arrays.asList(BootMetrics.all()));
		Stream
			.of("micrometer.observation.autoconfigure.ObservationAutoConfiguration",
					"micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
					"micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
					"micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration",
					"micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
					"micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration",
					"opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
			.map((name) -> ClassUtils.resolveClassName("org.springframework.boot." + name, null))
			.forEach(all::add);
		return all.toArray(Class<?>[]::new);
	}

	/**
	 * Keeps the spans that have ended.
	 */
	static final class Ended implements SpanProcessor {

		private final List<SpanData> spans = new CopyOnWriteArrayList<>();

		SpanData last() {
			return this.spans.get(this.spans.size() - 1);
		}

		@Override
		public void onStart(Context parent, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			this.spans.add(span.toSpanData());
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
