package io.memprof.benchmarks.overhead;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variant in a process of its own, up and answering.
 */
final class Server implements AutoCloseable {

	private static final long START_SECONDS = 180;

	private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

	private final Process process;

	private final URI base;

	private final double startSeconds;

	private Server(Process process, URI base, double startSeconds) {
		this.process = process;
		this.base = base;
		this.startSeconds = startSeconds;
	}

	/**
	 * Starts one and waits for its first 200.
	 * @param path asked for
	 * @param directory for what it writes
	 * @throws DidNotStartException when it ends before it answers, or does not answer
	 */
	static Server start(Variant variant, Setup setup, Path directory)
			throws IOException, InterruptedException, DidNotStartException {
		Files.createDirectories(directory);
		int port = freePort();
		List<String> command = new ArrayList<>(List.of(setup.java().toString()));
		command.addAll(setup.jvmArguments());
		command.addAll(variant.jvmArguments());
		command.addAll(List.of("-jar", variant.jar().toAbsolutePath().toString(), "--server.port=" + port));
		command.addAll(setup.arguments());
		command.addAll(variant.arguments());
		Path log = directory.resolve("output.log");
		URI base = URI.create("http://127.0.0.1:" + port);
		long begin = System.nanoTime();
		Process process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		// so that whoever interrupts the command is left with no server
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		while (!answers(base.resolve(setup.paths().get(0)))) {
			boolean late = seconds(begin) > START_SECONDS;
			if (late || process.waitFor(20, TimeUnit.MILLISECONDS)) {
				process.destroyForcibly().waitFor();
				throw new DidNotStartException(
						(late ? "no answer in " + START_SECONDS + " s" : "it ended with " + process.exitValue())
								+ ", see " + log);
			}
		}
		return new Server(process, base, seconds(begin));
	}

	URI base() {
		return this.base;
	}

	/** From the start of the process to the first 200. */
	double startSeconds() {
		return this.startSeconds;
	}

	/** Processor time of the process so far. */
	Duration cpu() {
		return this.process.info()
			.totalCpuDuration()
			.orElseThrow(
					() -> new IllegalStateException("a server has ended, or this system does not tell processor time"));
	}

	/** Resident memory in units of 2^20 bytes; NaN where there is no {@code /proc}. */
	double residentMebibytes() throws IOException {
		Path status = Path.of("/proc", String.valueOf(this.process.pid()), "status");
		if (!Files.exists(status)) {
			return Double.NaN;
		}
		Matcher resident = RESIDENT.matcher(Files.readString(status));
		return resident.find() ? Double.parseDouble(resident.group(1)) / 1024 : Double.NaN;
	}

	/** Ends it, in order if it does so soon. */
	@Override
	public void close() {
		this.process.destroy();
		try {
			this.process.waitFor(15, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.process.destroyForcibly();
	}

	private static boolean answers(URI uri) {
		try {
			HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
			connection.setConnectTimeout(2000);
			connection.setReadTimeout(20_000);
			int status = connection.getResponseCode();
			connection.disconnect();
			return status == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static double seconds(long sinceNanos) {
		return (System.nanoTime() - sinceNanos) / 1e9;
	}

	/**
	 * What all variants have in common.
	 *
	 * @param java to run them with
	 * @param jvmArguments of the JVM
	 * @param arguments of the application
	 * @param paths asked for in turn
	 */
	record Setup(Path java, List<String> jvmArguments, List<String> arguments, List<String> paths) {
	}

	/** Why a variant cannot be measured. */
	static final class DidNotStartException extends Exception {

		DidNotStartException(String message) {
			super(message);
		}

	}

}
