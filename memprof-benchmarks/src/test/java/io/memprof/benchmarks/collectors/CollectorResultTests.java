package io.memprof.benchmarks.collectors;

import java.util.List;

import io.memprof.benchmarks.corpus.Collector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CollectorResultTests {

	private static final List<String> HEALTHY = List.of("verdict=WARMING_UP", "verdict=HEALTHY", "reported=67108864",
			"live=66060288");

	private static final List<String> LEAKING = List.of("verdict=HEALTHY", "verdict=SUSPECTED",
			"leak=io.memprof.benchmarks.collectors.KnownLiveSet$Order in java.util.concurrent.ConcurrentHashMap in static io.memprof.benchmarks.collectors.KnownLiveSet.unshipped");

	@Test
	void whatIsRightIsARow() {
		CollectorResult result = result(HEALTHY, LEAKING);
		assertThat(result.faults()).isEmpty();
		assertThat(result.row()).isEqualTo(
				"| generational shenandoah | 25 | 64.0 MiB | 63.0 MiB | HEALTHY | SUSPECTED | KnownLiveSet$Order in ConcurrentHashMap in static KnownLiveSet.unshipped | 1.010 |\n");
	}

	@Test
	void aLiveHeapFarFromTheTrueOneIsAFault() {
		assertThat(result(List.of("verdict=HEALTHY", "reported=120000000", "live=66060288"), LEAKING).faults())
			.containsExactly("the live heap is reported as 1.82 of what it is");
		assertThat(result(List.of("verdict=HEALTHY", "reported=-1", "live=66060288"), LEAKING).faults()).hasSize(1);
	}

	@Test
	void anAlarmOfTheHealthyProgramIsAFaultEvenIfItWasWithdrawn() {
		assertThat(result(List.of("verdict=SUSPECTED", "verdict=HEALTHY", "reported=2", "live=2"), LEAKING).faults())
			.containsExactly("the healthy program was judged [SUSPECTED, HEALTHY]");
	}

	@Test
	void aLeakThatIsNotNamedIsAFault() {
		assertThat(result(HEALTHY, List.of("verdict=SUSPECTED", "leak=java.lang.String in null")).faults())
			.containsExactly("the leak was named java.lang.String in null");
		assertThat(result(HEALTHY, List.of("verdict=GROWING")).faults())
			.containsExactly("the leaking program was judged GROWING");
	}

	private static CollectorResult result(List<String> healthy, List<String> leaking) {
		return CollectorResult.of(Collector.GENERATIONAL_SHENANDOAH, "25", healthy, leaking, List.of("work=1000.0"),
				List.of("work=1010.0"));
	}

}
