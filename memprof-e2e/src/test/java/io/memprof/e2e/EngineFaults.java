package io.memprof.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults that take a clock of our own or more names than anybody can ask for over HTTP,
 * each with memprof in a plain program.
 */
final class EngineFaults {

	private static final JsonMapper mapper = new JsonMapper();

	private final FaultTable table;

	EngineFaults(FaultTable table) {
		this.table = table;
	}

	void namesAreMany() throws Exception {
		try (Program program = start("ManyNames", "-Xmx160m", "-XX:MaxMetaspaceSize=128m")) {
			awaitSuccess(program);
			FaultReport report = new FaultReport(mapper.readTree(value(program, "report")));
			long ceiling = report.number("/cost/ceiling/heldBytes");
			long held = number(program, "largestHeldBytes");
			assertThat(report.failures()).as(program.output()).isZero();
			assertThat(held).isBetween(1L, ceiling);
			String memory = "heldBytes %,d at most, ceiling %,d; verdict %s".formatted(held, ceiling,
					report.text("/leakAnalysis/verdict"));
			add(Fault.MANY_URIS, program, "uris",
					"%d measuredOperations, ".formatted(report.json().at("/allocations/measuredOperations").size())
							+ memory,
					"those without a name of their own are `other`; " + report.passed());
			add(Fault.MANY_CLASSES, program, "classes",
					"%d topClasses, ".formatted(report.json().at("/allocations/topClasses").size()) + memory,
					report.passed());
			add(Fault.MANY_THREADS, program, "threads", memory, report.passed());
		}
	}

	private void add(Fault fault, Program program, String what, String report, String lost) {
		this.table.add(fault,
				"%,d in %d s, each without an exception; heap %,d bytes larger after a collection".formatted(
						number(program, what), number(program, what + "Seconds"), number(program, "heapGrewBytes")),
				report, lost);
	}

	void theClockJumps() throws Exception {
		try (Program program = start("SimulatedTime", "-Xmx64m", "-Ddoes=jump")) {
			awaitSuccess(program);
			FaultReport report = new FaultReport(mapper.readTree(value(program, "report")));
			assertThat(report.failures()).as(program.output()).isZero();
			assertThat(number(program, "bareFailures")).isZero();
			Duration duration = Duration.parse(report.text("/profilingDuration"));
			assertThat(duration).isBetween(Duration.ZERO, Duration.ofHours(12));
			this.table.add(Fault.CLOCK_JUMPS, "exit status 0, %d ms for all of it".formatted(number(program, "really")),
					"profilingDuration %s, verdict %s; where the profiler has the jumping clock itself: %d samples"
						.formatted(duration, report.text("/leakAnalysis/verdict"), number(program, "bareSamples")),
					report.passed() + "; %d steps with the jumping clock".formatted(number(program, "bareFailures")));
		}
	}

	void eightHoursPass() throws Exception {
		try (Program program = start("SimulatedTime", "-Xmx64m", "-Ddoes=day")) {
			awaitSuccess(program);
			FaultReport report = new FaultReport(mapper.readTree(value(program, "report")));
			long ceiling = report.number("/cost/ceiling/heldBytes");
			long held = number(program, "largestHeld");
			assertThat(report.failures()).as(program.output()).isZero();
			assertThat(report.samples()).isEqualTo(5_760);
			assertThat(number(program, "kept")).isEqualTo(1_000);
			assertThat(held).isBetween(1L, ceiling);
			this.table.add(Fault.EIGHT_HOURS, "exit status 0 with -Xmx64m",
					"profilingDuration %s, totalSamples %,d, verdict %s, heldBytes %,d at half and %,d at most"
						.formatted(report.text("/profilingDuration"), report.samples(),
								report.text("/leakAnalysis/verdict"), number(program, "heldAtHalf"), held),
					"snapshots but the last %,d; %s".formatted(number(program, "kept"), report.passed()));
		}
	}

	private static Program start(String program, String... options) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.memprof." + program));
		return Program.start(program, Map.of(), command);
	}

	private static void awaitSuccess(Program program) throws InterruptedException {
		assertThat(program.awaitEnd(FaultHost.PATIENCE)).as(program.output()).isZero();
	}

	private static long number(Program program, String name) {
		return Long.parseLong(value(program, name));
	}

	private static String value(Program program, String name) {
		return program.lines()
			.stream()
			.filter((line) -> line.startsWith(name + "="))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no " + name + ":\n" + program.output()))
			.substring(name.length() + 1);
	}

}
