package io.memprof.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

import org.opentest4j.TestAbortedException;

/**
 * The programs that Go builds from the module {@code tools}, each at its first use; with
 * Go's cache that takes seconds. Where there is no Go, the tests that need them are
 * skipped and say so, or fail with {@code -De2e.required=true}.
 */
final class Tools {

	private static final Path MODULE = Path.of("tools").toAbsolutePath();

	private static final Map<String, Path> built = new HashMap<>();

	private Tools() {
	}

	static Path collector() {
		return build("collector", MODULE, "./collector");
	}

	static Path prometheus() {
		return build("prometheus", MODULE, "github.com/prometheus/prometheus/cmd/prometheus");
	}

	static Path promtool() {
		return build("promtool", MODULE, "github.com/prometheus/prometheus/cmd/promtool");
	}

	/** In a module of its own, as it is tied to an older collector. */
	static Path jaeger() {
		return build("jaeger", MODULE.resolve("jaeger"), "github.com/jaegertracing/jaeger/cmd/jaeger");
	}

	private static synchronized Path build(String name, Path module, String source) {
		return built.computeIfAbsent(name, (key) -> {
			Path directory = MODULE.resolve("bin");
			try {
				Files.createDirectories(directory);
				// tests run in two JVMs, and only one of them may write a program
				try (FileChannel lock = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
						StandardOpenOption.WRITE)) {
					lock.lock();
					return build(module, source, directory.resolve(name));
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private static Path build(Path module, String source, Path binary) {
		// without Kubernetes, clouds and the rest of what Prometheus can discover
		ProcessBuilder go = new ProcessBuilder("go", "build", "-tags", "remove_all_sd,netgo", "-o", binary.toString(),
				source)
			.directory(module.toFile())
			.redirectErrorStream(true);
		go.environment().put("CGO_ENABLED", "0");
		try {
			Process process = go.start();
			String output = new String(process.getInputStream().readAllBytes());
			if (process.waitFor() != 0) {
				throw new IllegalStateException("go does not build " + source + ":\n" + output);
			}
			return binary;
		}
		catch (IOException ex) {
			throw missing("there is no Go: install Go 1.26 or later and run ./mvnw verify -Pe2e again", ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted while go built " + source, ex);
		}
	}

	/**
	 * What to throw where a program that tests need is not installed.
	 */
	static RuntimeException missing(String message, Throwable cause) {
		if (Boolean.getBoolean("e2e.required")) {
			return new IllegalStateException(message, cause);
		}
		System.out.println("SKIPPED, as " + message);
		return new TestAbortedException(message, cause);
	}

}
