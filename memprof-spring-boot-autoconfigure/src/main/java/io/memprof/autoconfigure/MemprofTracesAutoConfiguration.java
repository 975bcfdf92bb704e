package io.memprof.autoconfigure;

import io.memprof.MemoryProfiler;
import io.memprof.allocation.SpanScopes;
import io.memprof.telemetry.Exemplars;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The way between the thirteen meters and the traces of the application: the profiling
 * session on spans, and spans as exemplars. Without a tracer nothing of it exists.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.actuate.autoconfigure.tracing.BraveAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.tracing.NoopTracerAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration" })
@ConditionalOnClass({ Tracer.class, ObservationFilter.class })
@ConditionalOnBean(Tracer.class)
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("memprof.telemetry.enabled")
@ConditionalOnBooleanProperty(name = "memprof.telemetry.trace-correlation", matchIfMissing = true)
public final class MemprofTracesAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SessionOnSpans memprofSessionOnSpans(ObjectProvider<MemoryProfiler> profilers, Environment environment) {
		return new SessionOnSpans(profilers, new ResourceAttributes(environment).session());
	}

	@Bean
	static LazyInitializationExcludeFilter memprofEagerSessionOnSpans() {
		return LazyInitializationExcludeFilter.forBeanTypes(SessionOnSpans.class);
	}

	/**
	 * There is nothing to lead to a span where allocations are not sampled, or where the
	 * application wants no exemplars.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "memprof.allocations.enabled", matchIfMissing = true)
	@Conditional(ExemplarsAreWanted.class)
	static class ExemplarConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SpanScopes memprofSpanScopes() {
			return new SpanScopes();
		}

		@Bean
		@ConditionalOnMissingBean
		SpanScopeHandler memprofSpanScopeHandler(SpanScopes scopes) {
			return new SpanScopeHandler(scopes);
		}

		@Bean
		@ConditionalOnMissingBean
		Exemplars memprofExemplars(ObjectProvider<Tracer> tracers) {
			return new TracerExemplars(tracers);
		}

	}

	static final class ExemplarsAreWanted extends NoneNestedConditions {

		ExemplarsAreWanted() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnProperty(name = "management.tracing.exemplars.include", havingValue = "none")
		static class NoneAreIncluded {

		}

	}

}
