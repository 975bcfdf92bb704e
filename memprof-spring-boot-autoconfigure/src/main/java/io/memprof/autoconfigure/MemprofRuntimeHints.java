package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Tells ahead-of-time processing of what it cannot find on its own: the scheduled method,
 * whose class is no bean, and the files of the page.
 */
final class MemprofRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection().registerType(Sampler.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		hints.resources().registerPattern(PageFiles.DIRECTORY + "*");
	}

}
