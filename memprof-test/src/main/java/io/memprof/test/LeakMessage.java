package io.memprof.test;

import java.util.List;
import java.util.Locale;

import io.memprof.leak.Holder;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.Reason;

/**
 * The text of a failed check: what the report of production says, for one scenario.
 */
final class LeakMessage {

	private static final int FRAMES = 40;

	/** What stands below the scenario is JUnit's. */
	private static final String LOOP = Loop.class.getName() + '.';

	private final StringBuilder text = new StringBuilder();

	private LeakMessage() {
	}

	static String of(List<LeakInfo> leaks, Growth growth) {
		LeakMessage message = new LeakMessage();
		message.text.append("the scenario leaks: ").append(summary(leaks.get(0).className(), growth));
		leaks.forEach((leak) -> message.add(leak, growth));
		return message.text.toString();
	}

	/** When only the count is known. */
	static String ofCount(String className, Growth growth, String because) {
		LeakMessage message = new LeakMessage();
		message.text.append("the scenario leaks: ").append(summary(className, growth)).append('\n');
		message.line("class", className);
		message.line("allocated", "unknown: " + because);
		message.line("held by", "unknown, for the same reason");
		message.line("grew", rate(className, growth));
		return message.text.toString();
	}

	private void add(LeakInfo leak, Growth growth) {
		Holder holder = leak.holder();
		this.text.append('\n');
		line("class", leak.className());
		line("allocated", leak.allocationSite());
		line("operation", leak.operation());
		line("held by", (holder.container() != null) ? holder.container() : "unknown: " + holder.unavailable());
		if (holder.bean() != null) {
			line("bean", holder.bean());
		}
		if (growth.instances(leak.className()) > 0) {
			line("grew", rate(leak.className(), growth));
		}
		line("evidence", "time counted in rounds, a second each");
		for (Reason reason : leak.evidence()) {
			line("", reason.test() + ": " + reason.value());
		}
		line("advice", leak.advice());
		line("fingerprint", leak.fingerprint());
		lines("references", holder.chain());
		lines("stack", leak.stackTrace().stream().takeWhile((frame) -> !frame.startsWith(LOOP)).limit(FRAMES).toList());
	}

	private void line(String name, String value) {
		this.text.append(String.format(Locale.ROOT, "%n  %-12s%s", name, value));
	}

	private void lines(String name, List<String> values) {
		if (!values.isEmpty()) {
			line(name, values.get(0));
			values.subList(1, values.size()).forEach((value) -> line("", value));
		}
	}

	private static String summary(String className, Growth growth) {
		if (growth.instances(className) <= 0) {
			return className + " accumulates";
		}
		return String.format(Locale.ROOT, "%s accumulates, %,d more after %,d loops", className,
				growth.instances(className), growth.loops());
	}

	private static String rate(String className, Growth growth) {
		return String.format(Locale.ROOT,
				"after each of %d rounds with full collections; %.2f objects a loop, all that grows %.0f bytes a loop",
				growth.rounds(), (double) growth.instances(className) / growth.loops(),
				(double) growth.bytes() / growth.loops());
	}

}
