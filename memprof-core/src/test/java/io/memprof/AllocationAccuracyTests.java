package io.memprof;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * How near memprof's numbers come to the truth, in a JVM of its own: {@link MixedLoad}
 * and {@link KnownSplit}.
 */
class AllocationAccuracyTests {

	@Test
	void bytesOfAllComponentsAddUpToTheCountOfTheJvm() throws Exception {
		ChildJvm.Output output = ChildJvm.run(MixedLoad.class, "-Xmx128m");
		assertThat(output.number("components")).isCloseTo(output.number("exact"), withinPercentage(5));
		assertThat(output.number("total")).isCloseTo(output.number("components"), within(100L));
		assertThat(output.number("component.load")).isCloseTo(output.number("exact"), withinPercentage(5));
		assertThat(output.number("cpuMillis")).isPositive();
		assertThat(output.err()).isEmpty();
	}

	@Test
	void theLargestSiteGetsItsShare() throws Exception {
		ChildJvm.Output output = ChildJvm.run(KnownSplit.class, "-Xmx512m");
		assertThat(output.text("largest")).startsWith("byte[] at io.memprof.KnownSplit.seventy");
		assertThat(share(output, "seventy")).isCloseTo(0.7, within(0.05));
		assertThat(share(output, "twenty")).isCloseTo(0.2, within(0.05));
		assertThat(share(output, "ten")).isCloseTo(0.1, within(0.05));
		assertThat(share(output, "history")).as("allocated before memprof started").isLessThan(0.01);
	}

	private static double share(ChildJvm.Output output, String method) {
		return Double.parseDouble(output.text(method));
	}

}
