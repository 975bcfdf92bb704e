package io.memprof.snapshot;

import java.util.List;

import io.memprof.snapshot.GarbageCollector.Meaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class GarbageCollectorTests {

	@ParameterizedTest
	@CsvSource({ "Copy;MarkSweepCompact, SERIAL", "PS MarkSweep;PS Scavenge, PARALLEL",
			"G1 Young Generation;G1 Old Generation, G1", "G1 Young Generation;G1 Concurrent GC;G1 Old Generation, G1",
			"ZGC Cycles;ZGC Pauses, ZGC",
			"ZGC Minor Cycles;ZGC Minor Pauses;ZGC Major Cycles;ZGC Major Pauses, GENERATIONAL_ZGC",
			"Shenandoah Pauses;Shenandoah Cycles, SHENANDOAH", "Epsilon Heap, EPSILON", "global;scavenge, UNKNOWN",
			"Copy;Something New, UNKNOWN" })
	void isKnownByTheNamesOfItsBeans(String names, GarbageCollector expected) {
		assertThat(GarbageCollector.of(List.of(names.split(";")))).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource(names = { "ZGC", "GENERATIONAL_ZGC", "SHENANDOAH" })
	void whereOldObjectsMustNotBeSampledItSaysWhy(GarbageCollector collector) {
		assertThat(collector.noOldObjects()).contains("old-object sampler");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERIAL", "PARALLEL", "G1" })
	void oldObjectsAreSampledUnderTheCollectorsThatStopTheWorld(GarbageCollector collector) {
		assertThat(collector.noOldObjects()).isNull();
	}

	@Test
	void isUnknownWithoutBeans() {
		assertThat(GarbageCollector.of(List.of())).isEqualTo(GarbageCollector.UNKNOWN);
	}

	@Test
	void anUnknownCollectorIsTrustedByItsActionAtMostAsOld() {
		assertThat(GarbageCollector.UNKNOWN.meaning("global", "end of major GC")).isEqualTo(Meaning.OLD);
		assertThat(GarbageCollector.UNKNOWN.meaning("scavenge", "end of minor GC")).isEqualTo(Meaning.YOUNG);
		assertThat(GarbageCollector.UNKNOWN.meaning("scavenge", "end of something")).isEqualTo(Meaning.YOUNG);
	}

}
