package io.memprof.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program in a JVM of its own, the JDK that runs the test. Its output goes to a file,
 * so that several can run side by side.
 */
final class LeakHarness {

	private final Process process;

	private final Path output;

	private LeakHarness(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	static LeakHarness start(Path directory, Class<?> program, List<String> flags, String... arguments)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(flags);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
		command.addAll(List.of(arguments));
		Path output = Files.createTempFile(directory, program.getSimpleName(), ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		return new LeakHarness(process, output);
	}

	/** The lines it printed until it ended. */
	List<String> lines() throws IOException, InterruptedException {
		if (!this.process.waitFor(120, TimeUnit.SECONDS)) {
			stop();
		}
		List<String> lines = printed();
		if (this.process.exitValue() != 0) {
			throw new IllegalStateException("ended with " + this.process.exitValue() + ": " + lines);
		}
		return lines;
	}

	/**
	 * Waits until it has printed such a line, and fails with what it printed when it ends
	 * without one.
	 */
	void awaitLine(Predicate<String> expected) throws IOException, InterruptedException {
		boolean ended = false;
		while (printed().stream().noneMatch(expected)) {
			assertThat(ended).as("ended without the line: %s", printed()).isFalse();
			ended = this.process.waitFor(200, TimeUnit.MILLISECONDS);
		}
	}

	void stop() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	private List<String> printed() throws IOException {
		return Files.readAllLines(this.output, StandardCharsets.UTF_8);
	}

}
