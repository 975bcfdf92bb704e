package io.memprof.autoconfigure;

import io.memprof.telemetry.Exemplars;
import io.memprof.telemetry.TelemetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The thirteen meters in the application's own registry. Without a registry they are
 * nowhere, and nothing is missed.
 */
@AutoConfiguration(after = MemprofAutoConfiguration.class)
@ConditionalOnClass({ MeterRegistry.class, MeterBinder.class })
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
public final class MemprofMetersAutoConfiguration {

	@Bean(destroyMethod = "shutdown")
	@ConditionalOnMissingBean
	MemprofMeters memprofMeters(TelemetryConfig config, ObjectProvider<Exemplars> exemplars) {
		return new MemprofMeters(config.sessionLabel(), exemplars.getIfAvailable(() -> Exemplars.NONE));
	}

	@Bean
	@ConditionalOnMissingBean
	static PrometheusNaming memprofPrometheusNaming() {
		return new PrometheusNaming();
	}

}
