package io.memprof.benchmarks.overhead;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RatioTests {

	@Test
	void driftThatHitsBothOfAPairCancelsOut() {
		Ratio ratio = Ratio.of(List.of(2.2, 4.4, 8.8), List.of(2.0, 4.0, 8.0));
		assertThat(ratio).hasToString("1.100 (1.100 to 1.100)");
	}

	@Test
	void theIntervalHoldsTheMedianAndLeavesOutOneOddRoundOfMany() {
		Ratio ratio = Ratio.of(List.of(1.0, 1.01, 0.99, 1.0, 1.02, 0.98, 1.0, 1.01, 5.0),
				List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0));
		assertThat(ratio.median()).isEqualTo(1.0);
		assertThat(ratio.low()).isBetween(0.98, 1.0);
		assertThat(ratio.high()).isBetween(1.0, 1.02);
	}

	@Test
	void theMedianOfAnEvenNumberIsInTheMiddle() {
		assertThat(Ratio.median(new double[] { 4, 1, 2, 3 })).isEqualTo(2.5);
	}

	@Test
	void aRoundWithoutItsPairIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Ratio.of(List.of(1.0, 2.0), List.of(1.0)));
	}

}
