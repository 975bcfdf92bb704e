package io.memprof.autoconfigure;

import io.memprof.allocation.SpanScopes;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.OtlpTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The thirteen meters over OTLP, by an exporter of memprof's own. No registry becomes a
 * bean here: Boot would bind every meter of the application to it.
 */
@AutoConfiguration(before = MemprofAutoConfiguration.class)
@ConditionalOnClass(name = { "io.micrometer.registry.otlp.OtlpMeterRegistry", "okhttp3.OkHttpClient" })
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("memprof.telemetry.enabled")
public final class MemprofOtlpAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OtlpOverlap memprofOtlpOverlap(TelemetryConfig config, ListableBeanFactory beanFactory) {
		return OtlpOverlap.find(config, beanFactory);
	}

	@Bean(destroyMethod = "shutdown")
	@ConditionalOnMissingBean(name = "memprofOtlpExporter")
	MemoryTelemetryExporter memprofOtlpExporter(TelemetryConfig config, OtlpOverlap overlap,
			ObjectProvider<SpanScopes> spans) {
		boolean withExemplars = spans.getIfAvailable() != null;
		return (overlap.url() == null) ? new OtlpTelemetryExporter(config, withExemplars)
				: MemoryTelemetryExporter.disabled();
	}

	@Bean
	@ConditionalOnMissingBean
	TelemetrySection memprofTelemetrySection(TelemetryConfig config, OtlpOverlap overlap,
			@Qualifier("memprofOtlpExporter") MemoryTelemetryExporter exporter) {
		return OtlpSection.of(config, exporter, overlap);
	}

}
