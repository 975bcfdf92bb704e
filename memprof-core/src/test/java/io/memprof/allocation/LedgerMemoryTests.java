package io.memprof.allocation;

import io.memprof.ChildJvm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the ledger holds after a million distinct sites, classes, operations and
 * components: {@link MillionNames}, in a JVM of its own, which does nothing else.
 */
class LedgerMemoryTests {

	private static final long GOAL = 25 << 20;

	@Test
	void aMillionNamesHoldLessThanTheGoalAndTheReportDoesNotUnderstateIt() throws Exception {
		ChildJvm.Output output = ChildJvm.run(MillionNames.class, "-Xmx160m", "-XX:+UseSerialGC");
		long held = output.number("held");
		assertThat(held).isBetween(1L << 20, GOAL);
		assertThat(output.number("told")).isBetween(held * 2 / 3, held * 3 / 2);
		assertThat(output.number("components")).isEqualTo(51);
		assertThat(output.number("bytes")).isEqualTo(MillionNames.NAMES * 1_000L);
	}

}
