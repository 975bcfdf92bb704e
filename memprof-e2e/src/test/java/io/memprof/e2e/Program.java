package io.memprof.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program in a process of its own. What it prints is kept.
 */
final class Program implements AutoCloseable {

	private final String name;

	private final Process process;

	private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();

	private final Thread reader;

	private Program(String name, Process process) {
		this.name = name;
		this.process = process;
		this.reader = new Thread(this::read, "output of " + name);
		this.reader.setDaemon(true);
	}

	static Program start(String name, Map<String, String> environment, List<String> command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(environment);
		Program program = new Program(name, builder.start());
		program.reader.start();
		return program;
	}

	/**
	 * A port of the loopback interface that nobody uses at this moment.
	 */
	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Waits until the condition holds, or fails with what the program has printed: when
	 * it ends before, or the time is over.
	 */
	void await(String what, Duration atMost, Condition condition) throws Exception {
		long end = System.nanoTime() + atMost.toNanos();
		while (!condition.holds()) {
			if (!this.process.isAlive() || System.nanoTime() > end) {
				throw new AssertionError("%s: not %s %s\n%s".formatted(this.name, what,
						this.process.isAlive() ? "within " + atMost : "before it ended", output()));
			}
			Thread.sleep(200);
		}
	}

	/**
	 * The lines it has printed so far.
	 */
	List<String> lines() {
		return List.copyOf(this.output);
	}

	String output() {
		return String.join("\n", this.output);
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Waits until it has ended by itself, and well.
	 */
	void awaitSuccess() throws InterruptedException {
		if (!this.process.waitFor(3, TimeUnit.MINUTES) || this.process.exitValue() != 0) {
			throw new AssertionError(this.name + ": it failed\n" + output());
		}
		awaitOutput();
	}

	/**
	 * Waits until it has ended by itself, and fails when it does not within the time.
	 * @return its exit status
	 */
	int awaitEnd(Duration atMost) throws InterruptedException {
		if (!this.process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("%s: did not end within %s\n%s".formatted(this.name, atMost, output()));
		}
		awaitOutput();
		return this.process.exitValue();
	}

	/**
	 * Waits until the last line was read. A process of its own that outlives it may keep
	 * its output open.
	 */
	private void awaitOutput() throws InterruptedException {
		this.reader.join(Duration.ofMinutes(1).toMillis());
	}

	/**
	 * Asks it to end, and fails when it does not within the time.
	 * @return its exit status
	 */
	int stop(Duration atMost) throws InterruptedException {
		this.process.destroy();
		return awaitEnd(atMost);
	}

	/**
	 * Ends it at once, as a crash would.
	 */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/**
	 * Asks it to end, and makes it end when it does not.
	 */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				kill();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
			}
		}
		catch (IOException ex) {
			this.output.add("(the output broke off: " + ex + ")");
		}
	}

	/**
	 * Something that becomes true.
	 */
	@FunctionalInterface
	interface Condition {

		boolean holds() throws Exception;

	}

}
