package io.memprof.e2e;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs of this machine: those that the environment names, and those in
 * {@code /usr/lib/jvm}.
 */
final class Jdks {

	private static final int OLD = 17;

	private static final Path INSTALLED = Path.of("/usr/lib/jvm");

	private Jdks() {
	}

	/**
	 * Home of the JDK with that major version; where there is none, and it is not 17, the
	 * next newer one.
	 */
	static Path find(int version) throws IOException {
		try (Stream<Path> installed = Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.empty()) {
			Stream<Path> named = Stream
				.of(System.getenv("JAVA_17_HOME"), System.getenv("JAVA_25_HOME"), System.getProperty("java.home"))
				.filter(Objects::nonNull)
				.map(Path::of);
			Optional<Path> best = Stream.concat(named, installed)
				.filter((home) -> Files.isExecutable(home.resolve("bin/javac")))
				.filter((home) -> (version == OLD) ? major(home) == OLD : major(home) >= version)
				.min(Comparator.comparingInt(Jdks::major));
			String missing = "there is no JDK %d: set JAVA_%d_HOME".formatted(version, version);
			return best.orElseThrow(() -> Tools.missing(missing, new IOException(missing)));
		}
	}

	private static int major(Path home) {
		Properties release = new Properties();
		try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
			release.load(reader);
		}
		catch (IOException ex) {
			return 0;
		}
		String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
		return Integer.parseInt(version.split("\\.")[0]);
	}

}
