package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What allocation profiles need on the class path that the starter does not bring, or
 * that was taken out of it.
 */
final class MissingForProfiles {

	static final String CONVERTER = "one.convert.JfrToOtlp";

	static final String OTLP = "io.opentelemetry.proto.profiles.v1development.ProfilesData";

	static final String HTTP = "okhttp3.OkHttpClient";

	private MissingForProfiles() {
	}

	static String describe(@Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent(CONVERTER, classLoader)) {
			return "tools.profiler:jfr-converter is not on the class path; add that dependency in version 4.5";
		}
		return "micrometer-registry-otlp or okhttp is not on the class path";
	}

}
