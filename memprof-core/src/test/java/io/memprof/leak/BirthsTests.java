package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BirthsTests {

	private static final long END = 200;

	@Test
	void aSteadyStreamKeepsComing() {
		assertThat(keepComing((second) -> second % 2 == 0)).isTrue();
	}

	@Test
	void aSlowStreamKeepsComing() {
		assertThat(keepComing((second) -> second % 25 == 0)).isTrue();
	}

	@Test
	void whatFilledUpDoesNot() {
		assertThat(keepComing((second) -> second < 150)).isFalse();
	}

	@Test
	void aSingleFillingDoesNot() {
		assertThat(keepComing((second) -> second > 90 && second < 110)).isFalse();
	}

	@Test
	void whatHasOnlyJustBegunDoesNotYet() {
		assertThat(keepComing((second) -> second > 120)).isFalse();
	}

	@Test
	void twoBatchesDoNot() {
		assertThat(keepComing((second) -> second < 10 || second > 190)).isFalse();
	}

	private static boolean keepComing(LongPredicate born) {
		List<Instant> births = LongStream.range(0, END).filter(born).mapToObj(Time::at).toList();
		return Births.keepComing(births, Time.at(END), Duration.ofSeconds(100), Duration.ofSeconds(10));
	}

}
