package io.memprof.autoconfigure;

import jakarta.servlet.Filter;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The headers of the page where a servlet container serves it, on the application's port
 * or on one of its own. No other request passes the filter.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ Filter.class, FilterRegistrationBean.class })
@ConditionalOnBean(PageHeaders.class)
class ServletPageConfiguration {

	/**
	 * After Spring Security, which is at -100, and before Jersey where it is a filter.
	 */
	private static final int ORDER = -50;

	@Bean
	FilterRegistrationBean<PageHeadersFilter> memprofPageHeadersFilter(PageHeaders headers, Environment environment) {
		String servletPath = servletPath(environment);
		FilterRegistrationBean<PageHeadersFilter> filter = new FilterRegistrationBean<>(
				new PageHeadersFilter(headers, servletPath));
		filter.addUrlPatterns(servletPath + headers.path() + "/*");
		filter.setOrder(ORDER);
		return filter;
	}

	/**
	 * Read from the properties, as the types that know it have moved between the lines of
	 * Boot. On a port of its own the actuator is at the root.
	 */
	private static String servletPath(Environment environment) {
		if (ManagementPortType.get(environment) != ManagementPortType.SAME) {
			return "";
		}
		String path = environment.getProperty("spring.mvc.servlet.path",
				environment.getProperty("spring.jersey.application-path", ""));
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

}
