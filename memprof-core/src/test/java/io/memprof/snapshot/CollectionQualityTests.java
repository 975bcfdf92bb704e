package io.memprof.snapshot;

import java.util.List;
import java.util.Map;

import io.memprof.snapshot.LiveHeap.Quality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CollectionQualityTests {

	private static final String EVACUATION = "G1 Evacuation Pause";

	@ParameterizedTest
	@CsvSource({ "Copy, YOUNG", "MarkSweepCompact, FULL", "PS Scavenge, YOUNG", "PS MarkSweep, FULL",
			"G1 Old Generation, FULL", "ZGC Cycles, OLD", "ZGC Pauses, NONE", "ZGC Minor Cycles, YOUNG",
			"ZGC Minor Pauses, NONE", "ZGC Major Cycles, OLD", "ZGC Major Pauses, NONE", "Shenandoah Cycles, OLD",
			"Shenandoah Pauses, NONE" })
	void isThatOfTheCollection(String beanName, Quality expected) {
		GarbageCollector collector = GarbageCollector.of(List.of(beanName));
		CollectionQuality quality = new CollectionQuality(collector, List.of(beanName));
		assertThat(quality.of(new GarbageCollection(beanName, "end of GC", "System.gc()", Map.of(), Map.of())))
			.isEqualTo(expected);
	}

	@Test
	void aGenerationalShenandoahCycleIsOldWhenTheOldGenerationShrank() {
		CollectionQuality quality = new CollectionQuality(GarbageCollector.SHENANDOAH, List.of("Shenandoah Cycles"));
		assertThat(quality.of(shenandoah(80, 60))).isEqualTo(Quality.OLD);
		assertThat(quality.of(shenandoah(80, 84))).isEqualTo(Quality.YOUNG);
		assertThat(quality.of(shenandoah(80, 80))).isEqualTo(Quality.YOUNG);
	}

	@Test
	void withoutNewsOfMarkingAShrinkingOldGenerationIsMixed() {
		CollectionQuality quality = new CollectionQuality(GarbageCollector.G1, List.of("G1 Young Generation"));
		assertThat(quality.of(young(EVACUATION, 100, 104))).isEqualTo(Quality.YOUNG);
		assertThat(quality.of(young(EVACUATION, 104, 90))).isEqualTo(Quality.OLD);
	}

	@Test
	void aHumongousAllocationIsNeverMixed() {
		CollectionQuality quality = new CollectionQuality(GarbageCollector.G1, List.of("G1 Young Generation"));
		assertThat(quality.of(young("G1 Humongous Allocation", 62, 41))).isEqualTo(Quality.YOUNG);
	}

	@Test
	void mixedFollowsAMarkingAndEndsWithTheFirstCollectionThatFreesNothingOld() {
		CollectionQuality quality = marking();
		assertThat(quality.of(young(EVACUATION, 100, 90))).as("humongous objects reclaimed").isEqualTo(Quality.YOUNG);
		assertThat(quality.of(marked())).isEqualTo(Quality.NONE);
		assertThat(quality.of(young(EVACUATION, 107, 113))).as("prepares mixed").isEqualTo(Quality.YOUNG);
		assertThat(quality.of(young(EVACUATION, 113, 106))).isEqualTo(Quality.OLD);
		assertThat(quality.of(young(EVACUATION, 106, 96))).isEqualTo(Quality.OLD);
		assertThat(quality.of(young(EVACUATION, 96, 99))).isEqualTo(Quality.YOUNG);
		assertThat(quality.of(young(EVACUATION, 99, 95))).as("humongous objects reclaimed").isEqualTo(Quality.YOUNG);
	}

	@Test
	void theCollectionThatPreparesIsNotMixedEvenWhenItReclaimsHumongousObjects() {
		CollectionQuality quality = marking();
		quality.of(marked());
		assertThat(quality.of(young(EVACUATION, 107, 90))).isEqualTo(Quality.YOUNG);
		assertThat(quality.of(young(EVACUATION, 90, 80))).isEqualTo(Quality.OLD);
	}

	@Test
	void aFullCollectionMakesAMarkingVoid() {
		CollectionQuality quality = marking();
		quality.of(marked());
		quality.of(young(EVACUATION, 100, 101));
		quality.of(new GarbageCollection("G1 Old Generation", "end of major GC", "System.gc()", Map.of(), Map.of()));
		assertThat(quality.of(young(EVACUATION, 100, 90))).isEqualTo(Quality.YOUNG);
	}

	private static CollectionQuality marking() {
		return new CollectionQuality(GarbageCollector.G1,
				List.of("G1 Young Generation", "G1 Concurrent GC", "G1 Old Generation"));
	}

	private static GarbageCollection marked() {
		return new GarbageCollection("G1 Concurrent GC", "end of concurrent GC pause", "No GC", Map.of(), Map.of());
	}

	private static GarbageCollection young(String cause, long before, long after) {
		return new GarbageCollection("G1 Young Generation", "end of minor GC", cause,
				Map.of("G1 Old Gen", FakeBeans.usage(before)), Map.of("G1 Old Gen", FakeBeans.usage(after)));
	}

	private static GarbageCollection shenandoah(long before, long after) {
		return new GarbageCollection("Shenandoah Cycles", "end of GC cycle", "Concurrent GC",
				Map.of("Shenandoah Old Gen", FakeBeans.usage(before)),
				Map.of("Shenandoah Old Gen", FakeBeans.usage(after)));
	}

}
