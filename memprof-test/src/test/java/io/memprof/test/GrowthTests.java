package io.memprof.test;

import java.util.List;
import java.util.Map;

import io.memprof.allocation.ComponentNaming;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthTests {

	private static final ComponentNaming NAMING = new ComponentNaming(Map.of(), List.of("com.example"));

	@Test
	void keepsOnlyWhatGrowsInEveryRound() {
		Growth growth = new Growth(histogram(10, 100));
		growth.add(histogram(20, 110), 10);
		growth.add(histogram(30, 110), 10);
		growth.add(histogram(40, 150), 10);
		assertThat(growth.classes()).containsExactly("com.example.Order");
		assertThat(growth.instances("com.example.Order")).isEqualTo(30);
	}

	@Test
	void seesAClassThatDidNotExistBefore() {
		Growth growth = new Growth(new ClassHistogram(Map.of()));
		growth.add(histogram(1, 0), 1);
		assertThat(growth.classes()).contains("com.example.Order");
	}

	@Test
	void watchesWhatEarlierRoundsHaveLeft() {
		Growth counted = new Growth(histogram(10, 100));
		counted.add(histogram(20, 100), 10);
		Growth growth = new Growth(histogram(20, 100), counted);
		growth.add(histogram(30, 200), 10);
		assertThat(growth.classes()).containsExactly("com.example.Order");
	}

	@Test
	void namesTheApplicationsClassBeforeTheJdks() {
		Growth growth = new Growth(histogram(0, 0));
		growth.add(histogram(10, 20), 10);
		assertThat(growth.oneEachLoop(NAMING)).containsExactly("com.example.Order", "byte[]");
	}

	@Test
	void leavesOutWhatGrowsLessThanOnceALoop() {
		Growth growth = new Growth(histogram(0, 0));
		growth.add(histogram(5, 0), 10);
		assertThat(growth.classes()).isNotEmpty();
		assertThat(growth.oneEachLoop(NAMING)).isEmpty();
	}

	@Test
	void leavesOutTheRecordingThatExplains() {
		Growth growth = new Growth(new ClassHistogram(Map.of()));
		growth.add(new ClassHistogram(Map.of("jdk.jfr.internal.consumer.ChunkParser", footprint(5))), 1);
		assertThat(growth.isEmpty()).isTrue();
	}

	private static ClassHistogram histogram(long orders, long arrays) {
		return new ClassHistogram(Map.of("com.example.Order", footprint(orders), "byte[]", footprint(arrays)));
	}

	private static ClassHistogram.Footprint footprint(long instances) {
		return new ClassHistogram.Footprint(instances, instances * 100);
	}

}
