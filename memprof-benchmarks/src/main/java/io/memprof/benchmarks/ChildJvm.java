package io.memprof.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A program of this class path in a JVM of its own.
 */
public final class ChildJvm {

	private ChildJvm() {
	}

	/**
	 * Runs it to its end, or ends it when it takes too long; blocks.
	 * @param flags of the JVM
	 * @param log where all of its output goes
	 * @return why it failed, or {@code null}
	 */
	public static @Nullable String run(Path java, List<String> flags, Class<?> program, List<String> arguments,
			Duration most, Path log) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(java.toString()));
		command.addAll(flags);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
		process.destroyForcibly().waitFor();
		if (ended && process.exitValue() == 0) {
			return null;
		}
		return (ended ? "ended with " + process.exitValue() : "did not end") + ", see " + log;
	}

}
