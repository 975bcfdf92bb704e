package io.memprof.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class MemprofRuntimeHintsTests {

	private final RuntimeHints hints = hints();

	@Test
	void scheduledMethodCanBeInvoked() {
		assertThat(this.hints.reflection().getTypeHint(Sampler.class).getMemberCategories())
			.contains(MemberCategory.INVOKE_PUBLIC_METHODS);
	}

	@Test
	void filesOfThePageAreInTheImage() {
		assertThat(RuntimeHintsPredicates.resource().forResource("io/memprof/autoconfigure/page/index.html"))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("io/memprof/autoconfigure/package-info.class"))
			.rejects(this.hints);
	}

	private static RuntimeHints hints() {
		RuntimeHints hints = new RuntimeHints();
		new MemprofRuntimeHints().registerHints(hints, null);
		return hints;
	}

}
