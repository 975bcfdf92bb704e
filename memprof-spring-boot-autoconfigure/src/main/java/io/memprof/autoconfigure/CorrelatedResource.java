package io.memprof.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.memprof.MemoryProfiler;
import io.memprof.telemetry.TelemetryConfig;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Completes the resource that Boot gives to the traces, logs and meters of the
 * application: an instance, unless it has one, and the first profiling session.
 * <p>
 * A resource is made from properties, so these are added, behind all others. It happens
 * after {@code @PropertySource} has added its own and before any bean is made; the merge
 * of what several sources say about the map of attributes is Boot's. A child context that
 * inherits the environment of its parent shares instance and session with it.
 */
final class CorrelatedResource implements BeanFactoryPostProcessor {

	static final String PROPERTY_SOURCE = "memprofResource";

	private final ConfigurableEnvironment environment;

	private final ResourceAttributes attributes;

	CorrelatedResource(ConfigurableEnvironment environment, ResourceAttributes attributes) {
		this.environment = environment;
		this.attributes = attributes;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (this.environment.getPropertySources().contains(PROPERTY_SOURCE)) {
			return;
		}
		Map<String, Object> added = new LinkedHashMap<>();
		if (this.attributes.instance() == null) {
			added.put(ResourceAttributes.property(ResourceAttributes.INSTANCE), UUID.randomUUID().toString());
		}
		added.put(ResourceAttributes.property(TelemetryConfig.SESSION_ATTRIBUTE), MemoryProfiler.newSessionId());
		this.environment.getPropertySources().addLast(new MapPropertySource(PROPERTY_SOURCE, added));
	}

}
