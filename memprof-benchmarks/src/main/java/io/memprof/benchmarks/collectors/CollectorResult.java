package io.memprof.benchmarks.collectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.memprof.benchmarks.corpus.Collector;

/**
 * What memprof said of {@link KnownLiveSet} under one collector, and what it cost.
 *
 * @param collector under which
 * @param jdk feature version
 * @param reportedBytes live heap as memprof has it, -1 when it has none
 * @param liveBytes what the JVM has after it was made to collect
 * @param healthyVerdicts of the healthy program, in order
 * @param leakingVerdict the last of the leaking program
 * @param leak first named then, or none
 * @param slowDown work for the same processor time, without memprof to with it
 */
record CollectorResult(Collector collector, String jdk, long reportedBytes, long liveBytes,
		List<String> healthyVerdicts, String leakingVerdict, String leak, double slowDown) {

	static final String HEADER = """
			| collector | JDK | live heap reported | true | healthy program | leaking program | names | slow-down |
			|---|---|---|---|---|---|---|---|
			""";

	/** What is true is counted last, when memprof holds more itself. */
	private static final double MOST_BELOW = 0.9;

	private static final double MOST_ABOVE = 1.25;

	/** These count what was allocated while they ran, and whole regions. */
	private static final double MOST_ABOVE_IF_CONCURRENT = 1.6;

	private static final List<String> ALARMS = List.of("SUSPECTED", "CONFIRMED");

	/**
	 * From what the programs have printed.
	 * @param watched and {@code alone}: the line with the work, which varies between JVMs
	 */
	static CollectorResult of(Collector collector, String jdk, List<String> healthy, List<String> leaking,
			List<String> watched, List<String> alone) {
		List<String> verdicts = values(leaking, "verdict");
		return new CollectorResult(collector, jdk, Long.parseLong(last(healthy, "reported")),
				Long.parseLong(last(healthy, "live")), values(healthy, "verdict"),
				verdicts.isEmpty() ? "none" : verdicts.get(verdicts.size() - 1), last(leaking, "leak"),
				Double.parseDouble(last(alone, "work")) / Double.parseDouble(last(watched, "work")));
	}

	/** What is wrong, one sentence each. */
	List<String> faults() {
		List<String> faults = new ArrayList<>();
		double ratio = (double) this.reportedBytes / this.liveBytes;
		if (ratio > (this.collector.isConcurrent() ? MOST_ABOVE_IF_CONCURRENT : MOST_ABOVE) || ratio < MOST_BELOW) {
			faults.add("the live heap is reported as %.2f of what it is".formatted(ratio));
		}
		if (this.healthyVerdicts.isEmpty() || this.healthyVerdicts.stream().anyMatch(ALARMS::contains)) {
			faults.add("the healthy program was judged " + this.healthyVerdicts);
		}
		if (!ALARMS.contains(this.leakingVerdict)) {
			faults.add("the leaking program was judged " + this.leakingVerdict);
		}
		else if (!this.leak.matches(".*\\b(Order|byte\\[\\]) in .*KnownLiveSet\\.unshipped.*")) {
			faults.add("the leak was named " + this.leak);
		}
		return faults;
	}

	String row() {
		String healthy = this.healthyVerdicts.isEmpty() ? "none"
				: this.healthyVerdicts.get(this.healthyVerdicts.size() - 1);
		return String.format(Locale.ROOT, "| %s | %s | %.1f MiB | %.1f MiB | %s | %s | %s | %.3f |%n",
				this.collector.name().toLowerCase(Locale.ROOT).replace('_', ' '), this.jdk,
				this.reportedBytes / 1048576.0, this.liveBytes / 1048576.0, healthy, this.leakingVerdict,
				this.leak.replaceAll("\\b([a-z]\\w*\\.)+(?=[A-Z])", ""), this.slowDown);
	}

	private static List<String> values(List<String> lines, String name) {
		return lines.stream()
			.filter((line) -> line.startsWith(name + "="))
			.map((line) -> line.substring(name.length() + 1))
			.toList();
	}

	private static String last(List<String> lines, String name) {
		List<String> values = values(lines, name);
		return values.isEmpty() ? "nothing" : values.get(values.size() - 1);
	}

}
