package io.memprof;

import java.time.Instant;

import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.LiveHeap.Quality;
import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FullHeapTests {

	private final FullHeap heap = new FullHeap();

	private Reading max = Reading.of(100);

	@Test
	void oneCompactionThatLeavesNinetyPerCentTells() {
		collected(Quality.FULL, 90);
		assertThat(this.heap.isFull()).isTrue();
		assertThat(this.heap.share()).isEqualTo(0.9);
	}

	@Test
	void aCompactionThatLeavesLessDoesNot() {
		collected(Quality.FULL, 89);
		assertThat(this.heap.isFull()).isFalse();
	}

	@Test
	void otherCollectionsLeaveGarbageSoFiveMustAgree() {
		collected(Quality.OLD, 95, 95, 95, 95);
		assertThat(this.heap.isFull()).isFalse();
		collected(Quality.YOUNG, 95);
		assertThat(this.heap.isFull()).isTrue();
	}

	@Test
	void oneThatLeavesLessInBetweenShowsThatItWasGarbage() {
		collected(Quality.OLD, 95, 95, 95, 60, 95, 95, 95);
		assertThat(this.heap.isFull()).isFalse();
	}

	@Test
	void itStaysFullUntilThereIsClearlyRoom() {
		collected(Quality.FULL, 95, 86);
		assertThat(this.heap.isFull()).isTrue();
		collected(Quality.YOUNG, 84);
		assertThat(this.heap.isFull()).isFalse();
	}

	@Test
	void withoutALargestSizeNoHeapIsFull() {
		this.max = Reading.unavailable("unlimited");
		collected(Quality.FULL, 1000);
		assertThat(this.heap.isFull()).isFalse();
	}

	private void collected(Quality quality, long... percents) {
		for (long percent : percents) {
			this.heap.observe(new LiveHeap(Reading.of(percent), quality, Instant.EPOCH), this.max);
		}
	}

}
