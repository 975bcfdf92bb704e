package io.memprof.autoconfigure;

import io.memprof.MemoryProfiler;
import io.memprof.telemetry.TelemetryConfig;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Writes the profiling session on each observation that ends, as a value of high
 * cardinality: spans take it, meters never do.
 * <p>
 * The registry of observations is made early, perhaps for a bean that the profiler's
 * exporters need, so the profiler is asked for only when all beans are there. Until then,
 * and without one, it is the session that the resource names.
 */
final class SessionOnSpans implements ObservationFilter, SmartInitializingSingleton {

	private final ObjectProvider<MemoryProfiler> profilers;

	private volatile @Nullable MemoryProfiler profiler;

	private volatile @Nullable KeyValue session;

	SessionOnSpans(ObjectProvider<MemoryProfiler> profilers, @Nullable String announced) {
		this.profilers = profilers;
		this.session = (announced != null) ? attribute(announced) : null;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.profiler = this.profilers.getIfAvailable();
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		KeyValue session = current();
		return (session != null) ? context.addHighCardinalityKeyValue(session) : context;
	}

	private @Nullable KeyValue current() {
		MemoryProfiler profiler = this.profiler;
		KeyValue session = this.session;
		if (profiler == null || (session != null && session.getValue().equals(profiler.sessionId()))) {
			return session;
		}
		KeyValue next = attribute(profiler.sessionId());
		this.session = next;
		return next;
	}

	private static KeyValue attribute(String sessionId) {
		return KeyValue.of(TelemetryConfig.SESSION_ATTRIBUTE, sessionId);
	}

}
