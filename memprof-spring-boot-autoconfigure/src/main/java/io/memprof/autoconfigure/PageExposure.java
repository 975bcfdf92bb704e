package io.memprof.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.EndpointId;

/**
 * Whoever includes {@code memprof} in what is exposed over HTTP includes its page. What
 * the application excludes stays excluded, and the configuration itself is not touched.
 */
final class PageExposure implements BeanPostProcessor {

	private static final String ALL = "*";

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WebEndpointProperties endpoints) {
			followReport(endpoints.getExposure());
		}
		return bean;
	}

	private static void followReport(WebEndpointProperties.Exposure exposure) {
		boolean report = exposure.getInclude()
			.stream()
			.anyMatch((id) -> !id.equals(ALL) && EndpointId.fromPropertyValue(id).equals(PageAddress.REPORT));
		if (report) {
			Set<String> include = new LinkedHashSet<>(exposure.getInclude());
			include.add(PageAddress.PAGE.toString());
			exposure.setInclude(include);
		}
	}

}
