package io.memprof;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What memprof does in a JVM whose heap is full: {@link FullHeapHost}.
 */
class FullHeapHostTests {

	@Test
	void nothingButSnapshotsUntilThereIsRoom() throws Exception {
		ChildJvm.Output output = ChildJvm.run(FullHeapHost.class, "-Xmx160m", "-XX:+UseG1GC");
		assertThat(output.text("levelWhenFull")).isEqualTo("SNAPSHOTS_ONLY");
		assertThat(output.number("bytesATick")).isLessThan(100_000);
		assertThat(output.text("reason")).isEqualTo("memprof may allocate");
		assertThat(output.number("samples")).isEqualTo(10);
		assertThat(output.number("failures")).isZero();
		assertThat(output.text("backToNormal")).isEqualTo("true");
	}

}
