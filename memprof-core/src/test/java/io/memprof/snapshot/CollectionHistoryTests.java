package io.memprof.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.memprof.snapshot.LiveHeap.Quality;
import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CollectionHistoryTests {

	private final CollectionHistory history = new CollectionHistory(4);

	@Test
	void listsCollectionsOldestFirstWhateverTheirKind() {
		this.history.add(List.of(at(1, Quality.YOUNG), at(2, Quality.FULL)));
		this.history.add(List.of(at(3, Quality.YOUNG), at(4, Quality.OLD)));
		assertThat(this.history.list()).containsExactly(at(1, Quality.YOUNG), at(2, Quality.FULL), at(3, Quality.YOUNG),
				at(4, Quality.OLD));
	}

	@Test
	void whenFullTheOldestOfTheYoungOnesGoesFirst() {
		this.history.add(List.of(at(1, Quality.OLD), at(2, Quality.YOUNG), at(3, Quality.YOUNG), at(4, Quality.FULL),
				at(5, Quality.YOUNG)));
		assertThat(this.history.list()).containsExactly(at(1, Quality.OLD), at(3, Quality.YOUNG), at(4, Quality.FULL),
				at(5, Quality.YOUNG));
	}

	@Test
	void whereAllAreOldTheOldestGoes() {
		this.history.add(IntStream.rangeClosed(1, 6).mapToObj((second) -> at(second, Quality.OLD)).toList());
		assertThat(this.history.list()).extracting(LiveHeap::at)
			.containsExactly(second(3), second(4), second(5), second(6));
	}

	@Test
	void staysBoundedAndSaysWhatItHolds() {
		for (int i = 0; i < 10_000; i++) {
			this.history.add(List.of(at(i, (i % 7 == 0) ? Quality.OLD : Quality.YOUNG)));
		}
		assertThat(this.history.list()).hasSize(4);
		assertThat(this.history.heldBytes()).isBetween(4 * 60L, 4 * 200L);
		this.history.clear();
		assertThat(this.history.list()).isEmpty();
		assertThat(this.history.heldBytes()).isZero();
	}

	@Test
	void keepsAtLeastOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CollectionHistory(0));
	}

	private static LiveHeap at(int second, Quality quality) {
		return new LiveHeap(Reading.of(100), quality, second(second));
	}

	private static Instant second(int second) {
		return Instant.ofEpochSecond(second);
	}

}
