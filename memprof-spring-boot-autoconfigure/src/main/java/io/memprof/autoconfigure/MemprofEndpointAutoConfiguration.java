package io.memprof.autoconfigure;

import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.unit.SteadyClock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@code /actuator/memprof}, over HTTP and JMX, where the application exposes it.
 */
@AutoConfiguration(before = MemprofAutoConfiguration.class)
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, PathMappedEndpoints.class })
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
public final class MemprofEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ReportAddress memprofReportAddress(ObjectProvider<PathMappedEndpoints> exposed, Environment environment) {
		return new ActuatorAddress(exposed, environment);
	}

	@Bean
	@ConditionalOnMissingBean(EndpointPath.class)
	ActuatorPath memprofEndpointPath(ObjectProvider<PathMappedEndpoints> exposed) {
		return new ActuatorPath(exposed);
	}

	@Bean
	static LazyInitializationExcludeFilter memprofEagerEndpointPath() {
		return LazyInitializationExcludeFilter.forBeanTypes(ActuatorPath.class);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	MemprofEndpoint memprofEndpoint(ReportView view, ProfilerActions actions, PageAddress page) {
		return new MemprofEndpoint(view, actions, page);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = MemprofEndpoint.class)
	PageAddress memprofPageAddress(ObjectProvider<PathMappedEndpoints> exposed) {
		return new PageAddress(exposed);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = MemprofEndpoint.class, exposure = EndpointExposure.JMX)
	MemprofJmxExtension memprofJmxExtension(ReportView view, ProfilerActions actions) {
		return new MemprofJmxExtension(view, actions);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = MemprofEndpoint.class)
	ReportView memprofReportView(ReportSource source, TelemetrySection telemetry, ProfilesSection profiles,
			KeptReports kept) {
		return new ReportView(source, telemetry, profiles, kept);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = MemprofEndpoint.class)
	ReportSource memprofReportSource(MemoryProfiler profiler) {
		return ReportSource.of(profiler);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = MemprofEndpoint.class)
	ProfilerActions memprofActions(MemoryProfiler profiler, MemprofSampling sampling, ProfilerSettings settings) {
		return new ProfilerActions(sampling::execute, profiler::requestAnalysis, profiler::flush, profiler::newSession,
				profiler::now)
			.paced(ActionPace.of(settings.leaks().analysisInterval(), SteadyClock.ofThisJvm()));
	}

}
