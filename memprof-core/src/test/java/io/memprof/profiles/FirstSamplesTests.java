package io.memprof.profiles;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FirstSamplesTests {

	private final Map<Long, Long> allocatedBefore = new HashMap<>(Map.of(1L, 1000L, 2L, 2000L));

	private final Map<String, Long> bytes = new LinkedHashMap<>();

	private final FirstSamples<String> samples = new FirstSamples<>(this.allocatedBefore, this.bytes::put);

	@Test
	void theFirstSampleLosesWhatItsThreadAllocatedBefore() {
		this.samples.add(1, 10, 1100, "first");
		this.samples.add(1, 20, 50, "second");
		this.samples.endOfChunk();

		assertThat(this.bytes).containsOnly(Map.entry("first", 100L), Map.entry("second", 50L));
	}

	@Test
	void theFirstSampleIsTheEarliestInWhateverOrderTheyAreWritten() {
		this.samples.add(1, 30, 60, "third");
		this.samples.add(1, 20, 50, "second");
		this.samples.add(1, 10, 1100, "first");
		this.samples.add(1, 40, 70, "fourth");
		this.samples.endOfChunk();

		assertThat(this.bytes).containsOnly(Map.entry("first", 100L), Map.entry("second", 50L), Map.entry("third", 60L),
				Map.entry("fourth", 70L));
	}

	@Test
	void aThreadIsFirstSampledInWhicheverChunk() {
		this.samples.add(1, 10, 1100, "first");
		this.samples.endOfChunk();
		this.samples.add(1, 20, 50, "second");
		this.samples.add(2, 21, 2300, "first of another");
		this.samples.endOfChunk();

		assertThat(this.bytes).containsOnly(Map.entry("first", 100L), Map.entry("second", 50L),
				Map.entry("first of another", 300L));
		assertThat(this.allocatedBefore).isEmpty();
	}

	@Test
	void aThreadThatBeganLaterLosesNothing() {
		this.samples.add(3, 10, 70, "first");

		assertThat(this.bytes).containsOnly(Map.entry("first", 70L));
	}

	@Test
	void aFirstSampleThatCountsFromASampleBeforeStandsForNothingKnown() {
		this.samples.add(1, 10, 400, "first");
		this.samples.endOfChunk();

		assertThat(this.bytes).isEmpty();
		assertThat(this.allocatedBefore).containsOnlyKeys(2L);
	}

}
