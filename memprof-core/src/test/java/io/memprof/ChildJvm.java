package io.memprof;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a program of the tests in a JVM of its own, with the class path and the JDK of
 * this one. The program prints what it saw as lines {@code name=value}.
 */
public final class ChildJvm {

	private ChildJvm() {
	}

	/**
	 * Runs the program to its end.
	 * @param flags of the JVM
	 */
	public static Output run(Class<?> program, String... flags) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(flags));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
		Path out = Files.createTempFile("child", ".out");
		Path err = Files.createTempFile("child", ".err");
		try {
			Process process = new ProcessBuilder(command).redirectOutput(out.toFile())
				.redirectError(err.toFile())
				.start();
			boolean ended = process.waitFor(240, TimeUnit.SECONDS);
			process.destroyForcibly();
			Output output = new Output(Files.readString(out), Files.readString(err));
			assertThat(ended).as("ended by itself: %s", output).isTrue();
			assertThat(process.exitValue()).as(output.toString()).isZero();
			return output;
		}
		finally {
			Files.delete(out);
			Files.delete(err);
		}
	}

	/**
	 * What a program printed.
	 */
	public record Output(String out, String err) {

		/**
		 * The value of that name, which must be there.
		 */
		public String text(String name) {
			Properties values = new Properties();
			try {
				values.load(new StringReader(this.out));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			assertThat(values).as(toString()).containsKey(name);
			return values.getProperty(name);
		}

		public long number(String name) {
			return Long.parseLong(text(name));
		}

	}

}
