package io.memprof;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What JFR and the lack of it do to a host: {@link ModestHost}, in a JVM of its own.
 */
class FlightRecorderTests {

	private static final String NO_COMPLAINT = "OpenJDK 64-Bit Server VM warning: Option FlightRecorder was deprecated .*\\R";

	@TempDir
	Path directory;

	@Test
	void isNotTouchedByTheStart() throws Exception {
		assertThat(ChildJvm.run(ModestHost.class).text("loadedByStart")).isEqualTo("false");
	}

	@Test
	void doesNotKeepAHostAliveThatEndsWithoutStopping() throws Exception {
		ChildJvm.Output output = ChildJvm.run(ModestHost.class);
		assertThat(output.text("reason")).isEqualTo("null");
		assertThat(output.err()).isEmpty();
	}

	@Test
	void switchedOffItIsMissedWithoutHarm() throws Exception {
		ChildJvm.Output output = ChildJvm.run(ModestHost.class, "-XX:-FlightRecorder");
		assertUnharmed(output);
		assertThat(output.text("reason")).contains("-XX:-FlightRecorder");
		assertThat(output.err().replaceFirst(NO_COMPLAINT, "")).isEmpty();
	}

	/** A JVM that claims to be one: it lacks JFR as an image built without it does. */
	@Test
	void leftOutOfANativeImageItIsMissedWithoutHarm() throws Exception {
		ChildJvm.Output output = ChildJvm.run(ModestHost.class, "-XX:-FlightRecorder",
				"-Dorg.graalvm.nativeimage.imagecode=runtime");
		assertUnharmed(output);
		assertThat(output.text("reason")).contains("native image", "--enable-monitoring=jfr");
	}

	@Test
	void leftOutOfTheRuntimeImageItIsMissedWithoutHarm() throws Exception {
		ChildJvm.Output output = ChildJvm.run(ModestHost.class, "--limit-modules",
				"java.base,java.logging,java.management,java.naming,java.xml,jdk.management");
		assertUnharmed(output);
		assertThat(output.text("reason")).contains("jlink --add-modules jdk.jfr");
		assertThat(output.err()).isEmpty();
	}

	@Test
	void withoutADirectoryToWriteToItIsMissedWithoutHarm() throws Exception {
		Path file = Files.createFile(this.directory.resolve("a-file"));
		ChildJvm.Output output = ChildJvm.run(ModestHost.class, "-Djava.io.tmpdir=" + file);
		assertUnharmed(output);
		assertThat(output.text("reason")).contains(file.toString())
			.contains("-XX:FlightRecorderOptions=repository=<directory>");
		assertThat(output.err().replaceFirst("WARNING: java.io.tmpdir directory does not exist\\R", "")).isEmpty();
	}

	@Test
	void aRecordingOfTheHostsOwnLosesNothing() throws Exception {
		ChildJvm.Output output = ChildJvm.run(RecordedHost.class);
		assertThat(output.text("state")).isEqualTo("true");
		assertThat(output.text("settings")).isEqualTo("true");
		assertThat(output.number("recorded")).isEqualTo(5);
		assertThat(output.number("failures")).isZero();
	}

	private static void assertUnharmed(ChildJvm.Output output) {
		assertThat(output.number("failures")).isZero();
		assertThat(output.number("samples")).isEqualTo(3);
		assertThat(output.text("verdict")).isEqualTo("WARMING_UP");
	}

}
