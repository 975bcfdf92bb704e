package io.memprof;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A recording that begins after JFR has ended waits for ever, and with it whoever closes
 * a recording, such as the application that ends.
 */
class EndingJvmTests {

	@ParameterizedTest
	@ValueSource(strings = { "profiles", "profiler" })
	void aJvmEndsAlthoughARecordingIsDueMeanwhile(String what) throws Exception {
		assertThat(ChildJvm.run(EndingHost.class, "-Xmx128m", "-Druns=" + what).text("closed")).isEqualTo("true");
	}

}
