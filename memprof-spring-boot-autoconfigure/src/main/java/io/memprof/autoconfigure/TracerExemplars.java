package io.memprof.autoconfigure;

import io.memprof.allocation.SampledSpan;
import io.memprof.telemetry.Exemplars;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Makes a span of the past current on memprof's thread, by the application's tracer: that
 * is where its registries look for exemplars, whichever they are. Nothing is recorded to
 * the span.
 * <p>
 * The tracer may need a registry of meters and is therefore asked for late.
 */
final class TracerExemplars implements Exemplars {

	private final ObjectProvider<Tracer> tracers;

	private @Nullable Tracer tracer;

	TracerExemplars(ObjectProvider<Tracer> tracers) {
		this.tracers = tracers;
	}

	@Override
	public void during(SampledSpan span, Runnable write) {
		CurrentTraceContext.Scope scope = open(span);
		try {
			write.run();
		}
		finally {
			if (scope != null) {
				scope.close();
			}
		}
	}

	private CurrentTraceContext.@Nullable Scope open(SampledSpan span) {
		Tracer tracer = tracer();
		if (tracer == null) {
			return null;
		}
		TraceContext context = tracer.traceContextBuilder()
			.traceId(span.traceId())
			.spanId(span.spanId())
			.sampled(true)
			.build();
		return tracer.currentTraceContext().newScope(context);
	}

	private @Nullable Tracer tracer() {
		if (this.tracer == null) {
			this.tracer = this.tracers.getIfAvailable();
		}
		return this.tracer;
	}

}
