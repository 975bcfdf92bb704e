package io.memprof;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether sampled allocations find the span in which they happened, over the real JFR, in
 * a JVM of its own: {@link TracedLoad}.
 */
class TracedAllocationTests {

	@Test
	void sampledAllocationsFindTheirSpan() throws Exception {
		ChildJvm.Output output = ChildJvm.run(TracedLoad.class, "-Xmx128m");
		assertThat(output.err()).isEmpty();
		assertThat(output.number("right")).as(output.toString()).isGreaterThan(100);
		assertThat(output.number("wrong")).as(output.toString()).isLessThan(output.number("right") / 50);
		assertThat(output.number("outside")).as(output.toString()).isPositive();
	}

}
