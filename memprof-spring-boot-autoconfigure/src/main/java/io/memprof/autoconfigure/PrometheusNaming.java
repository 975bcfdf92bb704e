package io.memprof.autoconfigure;

import io.memprof.telemetry.PrometheusNames;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Gives a Prometheus registry its naming filter before Boot binds the first meter to it;
 * later, Micrometer would warn. The composite needs none: its parts are beans too.
 */
final class PrometheusNaming implements BeanPostProcessor {

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof MeterRegistry registry) {
			PrometheusNames.applyTo(registry);
		}
		return bean;
	}

}
