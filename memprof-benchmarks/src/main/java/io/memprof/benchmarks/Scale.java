package io.memprof.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How memprof's cost grows with its host: live heap, threads, allocating stacks and
 * loaded classes, one at a time, each in a JVM of its own, calm and with a leak of 1
 * MB/s. Prints a table in Markdown. <pre>
 * java -cp memprof-benchmarks/target/benchmarks.jar io.memprof.benchmarks.Scale 30
 * </pre> The arguments are the seconds that each JVM is observed and, if only some rows
 * are wanted, their dimensions: {@code heap}, {@code threads}, {@code stacks},
 * {@code classes}. The largest JVM takes 11 GB.
 */
public final class Scale {

	private static final int MEBIBYTES = 256;

	private static final int THREADS = 10;

	private static final int DEPTH = 7;

	/** Every pause that JFR made, by the name of the JVM's operation. */
	private static final Pattern SAFEPOINT = Pattern.compile("Safepoint \"JFR\\w*\".* Total: +(\\d+) ns");

	private static final List<Row> ROWS = List.of(new Row("heap", "256 MB", MEBIBYTES, THREADS, DEPTH, 0),
			new Row("heap", "1 GB", 1 << 10, THREADS, DEPTH, 0), new Row("heap", "4 GB", 4 << 10, THREADS, DEPTH, 0),
			new Row("heap", "8 GB", 8 << 10, THREADS, DEPTH, 0), new Row("threads", "100", MEBIBYTES, 100, DEPTH, 0),
			new Row("threads", "1,000", MEBIBYTES, 1_000, DEPTH, 0),
			new Row("threads", "5,000", MEBIBYTES, 5_000, DEPTH, 0),
			new Row("stacks", "16,000", MEBIBYTES, THREADS, 14, 0),
			new Row("stacks", "1,000,000", MEBIBYTES, THREADS, 20, 0),
			new Row("classes", "10,000", MEBIBYTES, THREADS, DEPTH, 10_000),
			new Row("classes", "100,000", MEBIBYTES, THREADS, DEPTH, 100_000));

	private Scale() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		String seconds = (args.length > 0) ? args[0] : "30";
		List<String> wanted = Stream.of(args).skip(1).toList();
		System.out.printf("Each row is 256 MB live, %d threads, 128 stacks and no classes but its own, except for "
				+ "what it names.%n%n", THREADS);
		System.out.println("| host | program | held | a tick | an analysis | delivery | JFR's safepoints | the longest "
				+ "| walks | verdict |");
		System.out.println("|---|---|---|---|---|---|---|---|---|---|");
		for (Row row : ROWS) {
			if (wanted.isEmpty() || wanted.contains(row.dimension())) {
				System.out.println(observe(row, "calm", seconds));
				System.out.println(observe(row, "leak", seconds));
			}
		}
	}

	private static String observe(Row row, String program, String seconds) throws IOException, InterruptedException {
		Path safepoints = Files.createTempFile("scale", ".log");
		try {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-Xmx" + row.heapMebibytes() + "m", "-Xms" + row.heapMebibytes() + "m", "-XX:+UseG1GC",
					"-Xlog:safepoint:file=" + safepoints + ":none", "-cp", System.getProperty("java.class.path"),
					ScaledHost.class.getName(), Integer.toString(row.mebibytes()), Integer.toString(row.threads()),
					Integer.toString(row.depth()), Integer.toString(row.classes()), program, seconds)
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			int exit = process.waitFor();
			String measured = output.lines()
				.filter((line) -> line.startsWith(ScaledHost.RESULT))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("exit " + exit + ":\n" + output));
			String[] cells = measured.substring(ScaledHost.RESULT.length()).split(";");
			return "| " + row.value() + ' ' + row.dimension() + " | " + program + " | " + cells[0] + " | " + cells[1]
					+ " | " + cells[2] + " | " + cells[3] + " | " + pauses(safepoints) + " | " + cells[4] + " | "
					+ cells[5] + " |";
		}
		finally {
			Files.delete(safepoints);
		}
	}

	/** Two cells: all pauses together, and the longest one. */
	private static String pauses(Path safepoints) throws IOException {
		List<Long> nanos;
		try (Stream<String> lines = Files.lines(safepoints)) {
			nanos = lines.map(SAFEPOINT::matcher)
				.filter(Matcher::find)
				.map((matcher) -> Long.parseLong(matcher.group(1)))
				.toList();
		}
		long total = nanos.stream().mapToLong(Long::longValue).sum();
		long longest = nanos.stream().mapToLong(Long::longValue).max().orElse(0);
		return String.format(Locale.ROOT, "%d, %.0f ms | %.1f ms", nanos.size(), total / 1e6, longest / 1e6);
	}

	/**
	 * A host of one size.
	 *
	 * @param dimension that the row is about
	 * @param value of it, for a person
	 * @param mebibytes of live objects of 1 KB
	 * @param threads that live, and allocate now and then
	 * @param depth 2^depth stacks allocate
	 * @param classes loaded beyond those of the JVM
	 */
	private record Row(String dimension, String value, int mebibytes, int threads, int depth, int classes) {

		/** Room for the garbage and the leak beside the live objects. */
		int heapMebibytes() {
			return this.mebibytes + this.mebibytes / 4 + 512;
		}

	}

}
