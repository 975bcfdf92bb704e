package io.memprof.benchmarks.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.memprof.benchmarks.ChildJvm;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One program under one collector in a JVM of its own.
 *
 * @param program which
 * @param collector under which
 */
record ProgramRun(Class<? extends Program> program, Collector collector) {

	private static final Pattern VERDICT = Pattern.compile("verdict=\\w+ alarm=(true|false) at=(\\d+)");

	/** A loaded machine takes long to start an application. */
	private static final long START_SECONDS = 120;

	/**
	 * Runs it to its end; blocks.
	 * @param directory for output and report
	 */
	Judgement judge(Path java, Scale scale, Path directory) throws IOException, InterruptedException {
		String name = this.program.getSimpleName() + "-" + this.collector;
		Path log = directory.resolve(name + ".log");
		Path report = directory.resolve(name + ".json");
		Files.deleteIfExists(report);
		List<String> flags = new ArrayList<>(this.collector.flags());
		flags.add("-Xmx" + this.program.getAnnotation(Load.class).heap() + "m");
		String failure = ChildJvm.run(
				java, flags, ObservedProgram.class, List.of(this.program.getName(), scale.warmUp().toString(),
						scale.run().toString(), scale.settled().toString(), report.toString()),
				scale.run().plusSeconds(START_SECONDS), log);
		if (failure == null && !Files.exists(report)) {
			failure = "left no report, see " + log;
		}
		if (failure != null) {
			return Judgement.failed(this.program, this.collector, failure);
		}
		@Nullable Integer seconds = null;
		boolean alarm = false;
		for (String line : Files.readAllLines(log)) {
			Matcher matcher = VERDICT.matcher(line);
			if (matcher.matches()) {
				alarm = Boolean.parseBoolean(matcher.group(1));
				seconds = (alarm && seconds == null) ? Integer.valueOf(matcher.group(2)) : seconds;
			}
		}
		return Judgement.of(this.program, this.collector, seconds, alarm,
				JsonMapper.builder().build().readTree(Files.readString(report)));
	}

}
