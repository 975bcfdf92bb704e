package io.memprof.autoconfigure;

import com.sun.management.ThreadMXBean;
import io.memprof.allocation.OperationBytes;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Exact bytes of requests, jobs and messages, where the application observes them and
 * this JVM counts the bytes of a thread.
 */
@AutoConfiguration(before = MemprofAutoConfiguration.class)
@ConditionalOnClass({ ObservationHandler.class, ThreadMXBean.class })
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "memprof.allocations.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "memprof.allocations.exact-operations", matchIfMissing = true)
public final class MemprofOperationsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OperationBytes memprofOperationBytes() {
		return OperationBytes.ofThisJvm();
	}

	@Bean
	@ConditionalOnMissingBean
	OperationBytesHandler memprofOperationBytesHandler(OperationBytes operations,
			ObjectProvider<ObservedHandler> handlers, ObjectProvider<EndpointPath> endpoint) {
		return new OperationBytesHandler(operations, handlers.orderedStream().toList(),
				new IgnoredRequests(endpoint.getIfAvailable(() -> EndpointPath.NONE)));
	}

	@Bean
	@ConditionalOnMissingBean
	ScheduledHandler memprofScheduledHandler() {
		return new ScheduledHandler();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HandlerMapping.class, ServerRequestObservationContext.class, HttpServletRequest.class })
	static class WebMvcConfiguration {

		@Bean
		@ConditionalOnMissingBean
		WebMvcHandler memprofWebMvcHandler() {
			return new WebMvcHandler();
		}

	}

}
