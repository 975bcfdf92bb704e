package io.memprof.telemetry;

import io.memprof.allocation.SampledSpan;
import io.micrometer.registry.otlp.ExemplarContextProvider;
import io.micrometer.registry.otlp.OtlpExemplarContext;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The current span of the private registry. Needs Micrometer 1.17, so it is loaded only
 * where {@link OtlpPipeline} finds that.
 */
final class PushedExemplars implements Exemplars, ExemplarContextProvider {

	private @Nullable SampledSpan current;

	/**
	 * Exemplars of what the registry under construction will hold.
	 */
	static Exemplars of(OtlpMeterRegistry.Builder registry) {
		PushedExemplars exemplars = new PushedExemplars();
		registry.exemplarContextProvider(exemplars);
		return exemplars;
	}

	@Override
	public void during(SampledSpan span, Runnable write) {
		this.current = span;
		try {
			write.run();
		}
		finally {
			this.current = null;
		}
	}

	@Override
	public @Nullable OtlpExemplarContext getExemplarContext() {
		SampledSpan span = this.current;
		return (span != null) ? new OtlpExemplarContext(span.traceId(), span.spanId()) : null;
	}

}
