package io.memprof.autoconfigure;

import io.memprof.profiles.AllocationProfiles;
import io.memprof.profiles.ProfilesConfig;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Allocation profiles for an engine that keeps them. Experimental: the protocol and the
 * library that writes it are not finished.
 */
@AutoConfiguration(before = MemprofAutoConfiguration.class)
@ConditionalOnClass(name = { MissingForProfiles.CONVERTER, MissingForProfiles.OTLP, MissingForProfiles.HTTP })
@ConditionalOnBooleanProperty(name = "memprof.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("memprof.profiles.enabled")
public final class MemprofProfilesAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	AllocationProfiles memprofAllocationProfiles(ProfilesConfig config) {
		return new AllocationProfiles(config);
	}

	@Bean(destroyMethod = "stop")
	@ConditionalOnMissingBean
	ProfilesLifecycle memprofProfilesLifecycle(AllocationProfiles profiles) {
		return new ProfilesLifecycle(profiles);
	}

	@Bean
	@ConditionalOnMissingBean
	ProfilesSection memprofProfilesSection(ProfilesConfig config, AllocationProfiles profiles) {
		return new PushedProfilesSection(config, profiles);
	}

	@Bean
	static LazyInitializationExcludeFilter memprofEagerProfiles() {
		return LazyInitializationExcludeFilter.forBeanTypes(ProfilesLifecycle.class);
	}

}
