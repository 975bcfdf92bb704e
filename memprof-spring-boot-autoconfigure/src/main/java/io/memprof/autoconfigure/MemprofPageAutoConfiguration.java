package io.memprof.autoconfigure;

import io.memprof.ProfilerSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@code /actuator/memprof/ui}, where the application exposes {@code memprof} over HTTP.
 */
@AutoConfiguration(after = { MemprofEndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class })
@ConditionalOnWebApplication
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, PathMappedEndpoints.class })
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
@ConditionalOnAvailableEndpoint(endpoint = MemprofEndpoint.class, exposure = EndpointExposure.WEB)
@ConditionalOnBean({ WebEndpointProperties.class, EndpointAccessResolver.class })
public final class MemprofPageAutoConfiguration {

	@Bean
	static PageExposure memprofPageExposure() {
		return new PageExposure();
	}

	@Bean
	PagePathMapper memprofPagePath(ObjectProvider<PathMapper> all) {
		return new PagePathMapper(all);
	}

	@Bean
	@ConditionalOnMissingBean
	MemprofPageEndpoint memprofPageEndpoint(Page page, PageFiles files) {
		return new MemprofPageEndpoint(page, files);
	}

	@Bean
	@ConditionalOnMissingBean
	Page memprofPage(PageFiles files, PageAddress address, EndpointAccessResolver access, ProfilerSettings settings,
			Environment environment) {
		return new Page(files, address, access, settings.samplingInterval(), environment);
	}

	@Bean
	@ConditionalOnMissingBean
	PageFiles memprofPageFiles() {
		return new PageFiles(PageFiles.DIRECTORY);
	}

	/**
	 * The path is put together here, as to ask for it would create all endpoints while
	 * the web server starts.
	 */
	@Bean
	@ConditionalOnMissingBean
	PageHeaders memprofPageHeaders(WebEndpointProperties endpoints, ObjectProvider<PathMapper> mappers) {
		String root = PathMapper.getRootPath(mappers.orderedStream().toList(), PageAddress.PAGE);
		return new PageHeaders(endpoints.getBasePath() + "/" + root);
	}

}
