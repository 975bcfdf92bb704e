package io.memprof.autoconfigure;

import io.memprof.allocation.SampledSpan;
import io.memprof.allocation.SpanScopes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells which sampled span the scope of an observation brings. The span is in the context
 * from the start of the observation on, so the order of handlers does not matter; an
 * observation without one hides the span around it, as tracing has it.
 */
final class SpanScopeHandler implements ObservationHandler<Observation.Context> {

	private final SpanScopes scopes;

	SpanScopeHandler(SpanScopes scopes) {
		this.scopes = scopes;
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		this.scopes.opened(context, sampledSpan(context));
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		this.scopes.closed(context);
	}

	/**
	 * Deprecated since Micrometer 1.17, called by it all the same.
	 */
	@Override
	@SuppressWarnings("deprecation")
	public void onScopeReset(Observation.Context context) {
		this.scopes.reset();
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	private static @Nullable SampledSpan sampledSpan(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		TraceContext trace = (span != null) ? span.context() : null;
		return (trace != null && Boolean.TRUE.equals(trace.sampled())) ? SampledSpan.of(trace.traceId(), trace.spanId())
				: null;
	}

}
