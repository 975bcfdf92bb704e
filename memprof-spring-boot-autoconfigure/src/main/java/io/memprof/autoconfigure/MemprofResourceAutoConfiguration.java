package io.memprof.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The instance and the profiling session on the resource of all that the application
 * sends by OpenTelemetry, so that its meters, traces and logs have something in common.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("memprof.telemetry.enabled")
@ConditionalOnBooleanProperty(name = "memprof.telemetry.trace-correlation", matchIfMissing = true)
public final class MemprofResourceAutoConfiguration {

	@Bean
	static CorrelatedResource memprofCorrelatedResource(ConfigurableEnvironment environment) {
		return new CorrelatedResource(environment, new ResourceAttributes(environment));
	}

}
