package io.memprof.autoconfigure;

import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.allocation.OperationBytes;
import io.memprof.allocation.SpanScopes;
import io.memprof.history.HistorySettings;
import io.memprof.history.ReportHistory;
import io.memprof.leak.BeanNames;
import io.memprof.profiles.ProfilesConfig;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.telemetry.TelemetryConfig;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * The engine, its settings and its thread. Meters, OTLP, profiles and the endpoint have
 * an auto-configuration each, as each needs classes that may be absent.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MemprofProperties.class)
@ImportRuntimeHints(MemprofRuntimeHints.class)
public final class MemprofAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProfilerSettings memprofSettings(MemprofProperties properties, BeanFactory beanFactory) {
		return ProfilerSettingsMapping.map(properties, BasePackages.of(beanFactory));
	}

	@Bean
	@ConditionalOnMissingBean
	TelemetryConfig memprofTelemetryConfig(MemprofProperties properties, Environment environment,
			ObjectProvider<BuildProperties> build) {
		return new TelemetryConfigMapping(environment).map(properties.telemetry(), build.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	ProfilesConfig memprofProfilesConfig(MemprofProperties properties, TelemetryConfig telemetry,
			ProfilerSettings settings) {
		return ProfilesConfigMapping.map(properties.profiles(), telemetry, settings);
	}

	@Bean
	@ConditionalOnMissingBean
	BeanNames memprofBeanNames(ListableBeanFactory beanFactory) {
		return new ContextBeanNames(beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	MemoryProfiler memprofProfiler(ProfilerSettings settings, ObjectProvider<MemoryTelemetryExporter> exporters,
			BeanNames beanNames, ObjectProvider<SpanScopes> spans, ObjectProvider<OperationBytes> operations,
			MemprofProperties properties, Environment environment) {
		String announced = new ResourceAttributes(environment).session();
		return new MemoryProfiler(settings, exporters.orderedStream().toList(), beanNames,
				(announced != null) ? announced : MemoryProfiler.newSessionId(), spans.getIfAvailable(),
				operations.getIfAvailable(() -> UnmeasuredOperations.of(properties.allocations())));
	}

	@Bean(destroyMethod = "stop")
	@ConditionalOnMissingBean
	MemprofSampling memprofSampling(MemoryProfiler profiler, ProfilerSettings settings, StartLine startLine,
			VerdictLog verdicts, LeakEvents leaks, KeptReports kept) {
		return new MemprofSampling(new SampledProfiler(profiler, verdicts, leaks, kept), settings.samplingInterval(),
				startLine);
	}

	@Bean
	@ConditionalOnMissingBean
	StartLine memprofStartLine(ProfilerSettings settings, TelemetrySection telemetry, ProfilesSection profiles,
			ReportAddress address) {
		return new StartLine(settings, telemetry, profiles, address);
	}

	@Bean
	@ConditionalOnMissingBean
	VerdictLog memprofVerdictLog(ReportAddress address) {
		return new VerdictLog(address);
	}

	@Bean
	@ConditionalOnMissingBean
	LeakEvents memprofLeakEvents(ApplicationEventPublisher publisher) {
		return new LeakEvents(publisher);
	}

	@Bean
	@ConditionalOnMissingBean
	KeptReports memprofKeptReports(MemprofProperties properties, TelemetryConfig telemetry, MemoryProfiler profiler) {
		HistorySettings settings = HistorySettingsMapping.map(properties.history());
		return (settings != null)
				? KeptReports
					.in(new ReportHistory(settings, HistorySettingsMapping.owner(telemetry), profiler::expectLeaks))
				: KeptReports.off();
	}

	@Bean
	@ConditionalOnMissingBean
	ReportAddress memprofReportAddress() {
		return () -> "Report: add spring-boot-starter-actuator to read it.";
	}

	@Bean
	@ConditionalOnMissingBean
	TelemetrySection memprofTelemetrySection(TelemetryConfig config) {
		return TelemetrySection.off(config.enabled() ? "micrometer-registry-otlp or okhttp is not on the class path"
				: "memprof.telemetry.enabled is false");
	}

	@Bean
	@ConditionalOnMissingBean
	ProfilesSection memprofProfilesSection(MemprofProperties properties, ApplicationContext context) {
		return properties.profiles().enabled()
				? ProfilesSection.missing(MissingForProfiles.describe(context.getClassLoader()))
				: ProfilesSection.notWanted();
	}

	@Bean
	static LazyInitializationExcludeFilter memprofEagerSampling() {
		return LazyInitializationExcludeFilter.forBeanTypes(MemprofSampling.class);
	}

}
