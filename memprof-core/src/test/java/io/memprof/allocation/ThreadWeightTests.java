package io.memprof.allocation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadWeightTests {

	private final ThreadWeight thread = new ThreadWeight();

	@Test
	void theFirstOfABurstSaysHowMuchAndTheOthersSayWhere() {
		this.thread.add(9_000, true);
		this.thread.add(600, false);
		this.thread.add(400, false);
		assertThat(this.thread.share(9_000, true)).isZero();
		assertThat(this.thread.share(600, false)).isEqualTo(6_000);
		assertThat(this.thread.share(400, false)).isEqualTo(4_000);
	}

	@Test
	void aThreadWithNothingButFirstsKeepsTheirWeights() {
		this.thread.add(9_000, true);
		this.thread.add(3_000, true);
		assertThat(this.thread.share(9_000, true)).isEqualTo(9_000);
		assertThat(this.thread.share(3_000, true)).isEqualTo(3_000);
	}

}
