package io.memprof.leak;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

import io.memprof.allocation.FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * How many objects of each class are on the heap. Classes that differ only by a number
 * that no two runs share, as those of lambdas do, are one.
 *
 * @param at when it was taken
 * @param classes by name, most bytes first, at most {@value #MAX_CLASSES}
 */
record ClassHistogram(Instant at, Map<String, Count> classes) {

	static final int MAX_CLASSES = 4_000;

	/** {@code   12:   3456   110592  com.shop.Order (shop@1.0)}. */
	private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)(?:\\s+\\(.*\\))?\\s*");

	ClassHistogram {
		classes = Map.copyOf(classes);
	}

	/**
	 * Reads the table that {@code GC.class_histogram} prints; lines that are not of it
	 * are skipped. The table is in order of bytes, so what is left out is small.
	 */
	static ClassHistogram parse(Instant at, String table) {
		Map<String, Count> classes = new LinkedHashMap<>();
		int begin = 0;
		while (begin < table.length() && classes.size() < MAX_CLASSES) {
			int end = table.indexOf('\n', begin);
			end = (end < 0) ? table.length() : end;
			Matcher line = LINE.matcher(table).region(begin, end);
			if (line.matches()) {
				classes.merge(FrameReader.readable(line.group(3)),
						new Count(number(line.group(1)), number(line.group(2))), Count::plus);
			}
			begin = end + 1;
		}
		return new ClassHistogram(at, classes);
	}

	private static long number(String digits) {
		return (digits.length() < 19) ? Long.parseLong(digits) : Long.MAX_VALUE / 2;
	}

	/**
	 * Objects of one class.
	 *
	 * @param instances number
	 * @param bytes shallow size of all
	 */
	record Count(long instances, long bytes) {

		static final Count NONE = new Count(0, 0);

		Count plus(Count other) {
			return new Count(this.instances + other.instances, this.bytes + other.bytes);
		}

	}

	/**
	 * Where a histogram comes from. Taking one stops the application.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Takes one, or answers {@code null} when this JVM gives none.
		 */
		@Nullable Taken take();

		/**
		 * How many times longer one takes than on an idle machine: half the tasks that
		 * wait for each processor, as the application's own stand still meanwhile.
		 * Measured with 23 of them: ten times (docs/decisions/006).
		 */
		default double slowness() {
			var system = ManagementFactory.getOperatingSystemMXBean();
			return Math.max(1, system.getSystemLoadAverage() / system.getAvailableProcessors() / 2);
		}

		/**
		 * This JVM, without the full collection that the command makes by default. Then
		 * most collectors count garbage too; ZGC and Shenandoah count what they find from
		 * the roots, weak references included.
		 */
		static Source ofThisJvm() {
			return () -> {
				try {
					invoke("help", "GC.class_histogram");
					long begin = System.nanoTime();
					String table = invoke("gcClassHistogram", "-all");
					return new Taken(table, Duration.ofNanos(System.nanoTime() - begin));
				}
				catch (JMException | RuntimeException ex) {
					return null;
				}
			};
		}

		/** At its first call the platform loads much of JMX, which is no pause. */
		private static String invoke(String command, String argument) throws JMException {
			return (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), command,
						new Object[] { new String[] { argument } }, new String[] { String[].class.getName() });
		}

	}

	/**
	 * A histogram as text and what it took.
	 *
	 * @param table as the command prints it
	 * @param pause upper bound of the time for which the application was stopped
	 */
	record Taken(String table, Duration pause) {
	}

}
