package io.memprof.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.memprof.leak.LeakVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of real processes that end in the middle of it.
 */
class CrashTests {

	@TempDir
	private Path directory;

	@TempDir
	private Path outputs;

	@Test
	void whoeverIsKilledWhileWritingLeavesAWholeReport() throws Exception {
		Random random = new Random(7);
		for (int round = 1; round <= 5; round++) {
			String session = "%012x".formatted(round);
			long kept = kill(session, 1 + random.nextInt(40), random.nextInt(20));
			assertThat(minutes(session)).isBetween(kept, kept + 1);
		}
		ReportHistory next = new Instances(this.directory).started();
		next.accept(new Reports("aaaaaaaaaaaa").after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.values(next, "ended")).containsExactly("RUNNING", "NOT_CLEANLY", "NOT_CLEANLY",
				"NOT_CLEANLY", "NOT_CLEANLY", "NOT_CLEANLY");
		assertThat(next.state()).containsEntry("comparedWith", "000000000005");
		assertThat(next.json()).containsEntry("skipped", List.of());
	}

	@Test
	void aRunThatGoesOnInAnotherProcessIsSeen() throws Exception {
		Process process = start("killed", "aaaaaaaaaaaa");
		try {
			awaitKept("aaaaaaaaaaaa", 1);
			ReportHistory here = new Instances(this.directory).started();
			here.accept(new Reports("bbbbbbbbbbbb").after(0, LeakVerdict.WARMING_UP));
			assertThat(Instances.values(here, "ended")).containsExactly("RUNNING", "RUNNING");
			process.destroyForcibly().waitFor();
			here.accept(new Reports("bbbbbbbbbbbb").after(1, LeakVerdict.HEALTHY));
			assertThat(Instances.values(here, "ended")).containsExactly("RUNNING", "NOT_CLEANLY");
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void anOutOfMemoryErrorWhileWritingLosesNothing() throws Exception {
		start("out-of-memory", "aaaaaaaaaaaa", "-Xmx24m").waitFor(60, TimeUnit.SECONDS);
		assertThat(printed("aaaaaaaaaaaa", "failures")).isPositive();
		assertThat(printed("aaaaaaaaaaaa", "before")).isPositive();
		assertThat(minutes("aaaaaaaaaaaa")).isEqualTo(printed("aaaaaaaaaaaa", "kept")).isPositive();
		assertThat(this.directory.resolve("memprof-shop-aaaaaaaaaaaa.json.tmp")).doesNotExist();
	}

	/** A limit on the size of files fails a write in its middle, as a full disk does. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void aWriteThatFailsInItsMiddleLosesNothing() throws Exception {
		List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "bash"));
		command.addAll(command("limited", "aaaaaaaaaaaa", "-XX:-UsePerfData"));
		assertThat(start(command, "aaaaaaaaaaaa").waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output("aaaaaaaaaaaa")).contains("state=failing", "reason=File too large", "writes=1");
		assertThat(minutes("aaaaaaaaaaaa")).isOne();
		assertThat(this.directory.resolve("memprof-shop-aaaaaaaaaaaa.json.tmp")).doesNotExist();
	}

	/** Kills it some milliseconds after that many reports were kept. */
	private long kill(String session, int after, int millis) throws Exception {
		Process process = start("killed", session);
		try {
			awaitKept(session, after);
			Thread.sleep(millis);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		return printed(session, "kept");
	}

	private void awaitKept(String session, int reports) throws Exception {
		for (int i = 0; printed(session, "kept") < reports; i++) {
			assertThat(i).as(output(session)).isLessThan(6_000);
			Thread.sleep(10);
		}
	}

	private long minutes(String session) throws IOException {
		Path file = this.directory.resolve("memprof-shop-" + session + ".json");
		Map<String, Object> document = JsonReader.read(Files.readString(file));
		return new JsonMembers(document).object("report").number("totalSamples");
	}

	private Process start(String end, String session, String... flags) throws IOException {
		return start(command(end, session, flags), session);
	}

	private Process start(List<String> command, String session) throws IOException {
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.outputs.resolve(session).toFile())
			.start();
	}

	private List<String> command(String end, String session, String... flags) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(flags));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), DoomedHost.class.getName(), end,
				this.directory.toString(), session));
		return command;
	}

	private String output(String session) throws IOException {
		return Files.readString(this.outputs.resolve(session));
	}

	/** The last number printed under that name on a whole line, or zero. */
	private long printed(String session, String name) throws IOException {
		Matcher matcher = Pattern.compile(name + "=(\\d+)\n").matcher(output(session));
		long last = 0;
		while (matcher.find()) {
			last = Long.parseLong(matcher.group(1));
		}
		return last;
	}

}
