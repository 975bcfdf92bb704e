package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Tells ahead-of-time processing of the scheduled method, which it cannot find on its own
 * because its class is no bean.
 */
final class MemprofRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection().registerType(Sampler.class, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
