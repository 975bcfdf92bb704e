package io.memprof.benchmarks.corpus;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CorpusTests {

	@Test
	void leakingProgramsHaveAnAnswerThatCanBeRead() {
		assertThat(Corpus.LEAKING).allSatisfy((program) -> {
			Leaks answer = program.getAnnotation(Leaks.class);
			Stream.of(answer.what(), answer.where(), answer.who()).flatMap(Stream::of).forEach(Pattern::compile);
			assertThat(answer.what()).isNotEmpty();
			assertThat(answer.who()).isNotEmpty();
		});
	}

	@Test
	void healthyProgramsHaveNone() {
		assertThat(Corpus.HEALTHY).noneMatch((program) -> program.isAnnotationPresent(Leaks.class));
	}

	@Test
	void everyProgramIsPutUnderALoad() {
		assertThat(Corpus.named(List.of())).allMatch((program) -> program.isAnnotationPresent(Load.class))
			.doesNotHaveDuplicates();
	}

	@Test
	void aNameThatIsNoProgramIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Corpus.named(List.of("Nonesuch")))
			.withMessageContaining("Nonesuch")
			.withMessageContaining("MailQueue");
	}

}
