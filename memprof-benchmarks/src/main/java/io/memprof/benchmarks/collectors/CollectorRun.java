package io.memprof.benchmarks.collectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.memprof.benchmarks.ChildJvm;
import io.memprof.benchmarks.collectors.KnownLiveSet.Mode;
import io.memprof.benchmarks.corpus.Collector;
import org.jspecify.annotations.Nullable;

/**
 * {@link KnownLiveSet} under one collector of one JDK, in JVMs of its own.
 *
 * @param java of that JDK
 * @param version of it, the feature alone
 * @param collector under which
 */
record CollectorRun(Path java, String version, Collector collector) {

	/** A loaded machine needs many times what a quiet one does. */
	private static final Duration MOST = Duration.ofMinutes(10);

	private static final Pattern VERSION = Pattern.compile("java\\.specification\\.version = (\\d+)");

	/**
	 * @return {@code null} when that JDK does not have the collector
	 */
	static @Nullable CollectorRun of(Path java, Collector collector) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(java.toString()));
		command.addAll(collector.flags());
		command.addAll(List.of("-XshowSettings:properties", "-version"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String settings = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		Matcher version = VERSION.matcher(settings);
		return (process.waitFor() == 0 && version.find()) ? new CollectorRun(java, version.group(1), collector) : null;
	}

	/**
	 * Runs it to its end; blocks.
	 * @param log where its output goes
	 * @return what it printed
	 * @throws IllegalStateException when it fails or does not end
	 */
	List<String> run(Mode mode, int seconds, Path log) throws IOException, InterruptedException {
		List<String> flags = new ArrayList<>(this.collector.flags());
		flags.addAll(List.of("-Xms256m", "-Xmx256m"));
		String failure = ChildJvm.run(this.java, flags, KnownLiveSet.class,
				List.of(mode.name(), String.valueOf(seconds)), MOST, log);
		if (failure != null) {
			throw new IllegalStateException(failure);
		}
		return Files.readAllLines(log);
	}

	@Override
	public String toString() {
		return this.collector + " on " + this.version;
	}

}
