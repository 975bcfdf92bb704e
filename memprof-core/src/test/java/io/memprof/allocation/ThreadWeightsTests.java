package io.memprof.allocation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadWeightsTests {

	private final ThreadWeights weights = new ThreadWeights();

	@Test
	void theFirstOfABurstSaysHowMuchAndTheOthersSayWhere() {
		this.weights.add(1, 9_000, true);
		this.weights.add(1, 600, false);
		this.weights.add(1, 400, false);
		assertThat(this.weights.share(1, 9_000, true)).isZero();
		assertThat(this.weights.share(1, 600, false)).isEqualTo(6_000);
		assertThat(this.weights.share(1, 400, false)).isEqualTo(4_000);
	}

	@Test
	void aThreadWithNothingButFirstsKeepsTheirWeights() {
		this.weights.add(1, 9_000, true);
		this.weights.add(1, 3_000, true);
		assertThat(this.weights.share(1, 9_000, true)).isEqualTo(9_000);
		assertThat(this.weights.share(1, 3_000, true)).isEqualTo(3_000);
	}

	@Test
	void oneThreadTakesNothingFromAnother() {
		this.weights.add(1, 9_000, true);
		this.weights.add(1, 1_000, false);
		this.weights.add(2, 500, true);
		assertThat(this.weights.share(1, 1_000, false)).isEqualTo(10_000);
		assertThat(this.weights.share(2, 500, true)).isEqualTo(500);
	}

}
