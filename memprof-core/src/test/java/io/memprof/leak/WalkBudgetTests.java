package io.memprof.leak;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WalkBudgetTests {

	private static final long GIBIBYTE = 1L << 30;

	private static final Duration CHEAP = Duration.ofMillis(10);

	private final WalkBudget budget = new WalkBudget(Duration.ofMillis(500), Duration.ofSeconds(60));

	@Test
	void affordsAFirstWalkOfASmallHeap() {
		assertThat(this.budget.affords(Time.at(1), 100 << 20)).isTrue();
	}

	@Test
	void refusesAFirstWalkOfALargeHeap() {
		assertThat(this.budget.affords(Time.at(1), 20 * GIBIBYTE)).isFalse();
	}

	@Test
	void refusesWhenTheBudgetIsTiny() {
		WalkBudget tiny = new WalkBudget(Duration.ofMillis(1), Duration.ofSeconds(60));
		assertThat(tiny.affords(Time.at(1), 100 << 20)).isFalse();
	}

	@Test
	void affordsMoreWithALargerBudget() {
		WalkBudget large = new WalkBudget(Duration.ofSeconds(30), Duration.ofSeconds(60));
		assertThat(large.affords(Time.at(1), 20 * GIBIBYTE)).isTrue();
	}

	@Test
	void refusesAfterAWalkThatTookTooLong() {
		walked(0, Duration.ofSeconds(5), true);
		assertThat(this.budget.affords(Time.at(1), GIBIBYTE)).isFalse();
	}

	@Test
	void whatItLearnedCountsForALargerHeapToo() {
		walked(0, Duration.ofSeconds(5), true);
		assertThat(this.budget.affords(Time.at(1), 2 * GIBIBYTE)).isFalse();
	}

	@Test
	void oneDearWalkOnABusyMachineDoesNotEndAllWalks() {
		walked(0, Duration.ofSeconds(2), true);
		assertThat(this.budget.affords(Time.at(10), GIBIBYTE)).isFalse();
		assertThat(this.budget.affords(Time.at(3600), GIBIBYTE)).isTrue();
	}

	@Test
	void affordsTheNextWalkAfterACheapOne() {
		walked(0, Duration.ofMillis(50), true);
		assertThat(this.budget.affords(Time.at(1), GIBIBYTE)).isTrue();
	}

	@Test
	void searchesLessFarInALargerHeap() {
		assertThat(this.budget.cutoff(Time.at(1), GIBIBYTE)).isLessThan(this.budget.cutoff(Time.at(1), 100 << 20));
	}

	@Test
	void searchesLessFarAfterAWalkThatTookLonger() {
		Duration before = this.budget.cutoff(Time.at(1), 100 << 20);
		this.budget.walked(Time.at(0), before, before.plusMillis(150), 100 << 20, true);
		assertThat(this.budget.cutoff(Time.at(1), 100 << 20)).isLessThan(before);
	}

	@Test
	void theFirstWalkMayRunAtOnce() {
		assertThat(this.budget.isTime(Time.START)).isTrue();
	}

	@Test
	void waitsAfterAWalk() {
		walked(0, CHEAP, true);
		assertThat(this.budget.isTime(Time.at(30))).isFalse();
		assertThat(this.budget.isTime(Time.at(61))).isTrue();
	}

	@Test
	void backsOffWhenWalksAreUseless() {
		for (int walk = 0; walk < 4; walk++) {
			walked(0, CHEAP, false);
		}
		assertThat(this.budget.isTime(Time.at(200))).isFalse();
	}

	@Test
	void walksAgainInTheEndHoweverUselessItWas() {
		for (int walk = 0; walk < 100; walk++) {
			walked(0, CHEAP, false);
		}
		assertThat(this.budget.isTime(Time.at(3600))).isTrue();
	}

	@Test
	void aUsefulWalkEndsTheBackOff() {
		for (int walk = 0; walk < 4; walk++) {
			walked(0, CHEAP, false);
		}
		walked(1000, CHEAP, true);
		assertThat(this.budget.isTime(Time.at(1061))).isTrue();
	}

	@Test
	void theCutoffLeavesRoomForTheOverhead() {
		assertThat(this.budget.cutoff(Time.at(1), 100 << 20)).isPositive().isLessThan(Duration.ofMillis(500));
	}

	@Test
	void theCutoffIsNeverNegative() {
		assertThat(this.budget.cutoff(Time.at(1), 100 * GIBIBYTE)).isZero();
	}

	@Test
	void countsWalksAndPauses() {
		walked(0, Duration.ofMillis(10), true);
		walked(100, Duration.ofMillis(20), true);
		assertThat(this.budget.walks()).isEqualTo(2);
		assertThat(this.budget.paused()).isEqualTo(Duration.ofMillis(30));
	}

	private void walked(long second, Duration pause, boolean useful) {
		this.budget.walked(Time.at(second), this.budget.cutoff(Time.at(1), GIBIBYTE), pause, GIBIBYTE, useful);
	}

}
