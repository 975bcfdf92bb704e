package io.memprof.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;

import static org.assertj.core.api.Assertions.assertThat;

class MemprofRuntimeHintsTests {

	@Test
	void scheduledMethodCanBeInvoked() {
		RuntimeHints hints = new RuntimeHints();
		new MemprofRuntimeHints().registerHints(hints, null);
		assertThat(hints.reflection().getTypeHint(Sampler.class).getMemberCategories())
			.contains(MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
