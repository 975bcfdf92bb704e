package io.memprof.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the starter adds to the start of an application: {@link MinimalApplication}, a web
 * application with Actuator, is started in JVMs of its own, with the jars that the
 * starter brings and without them in turn. Prints medians, and the median of the paired
 * differences with an interval that holds the true one with a probability of 95 %,
 * whatever the distribution: order statistics, as the sign test has them. <pre>
 * java -cp memprof-benchmarks/target/benchmarks.jar io.memprof.benchmarks.StartUp 20
 * </pre> The argument is the number of pairs, at least 6.
 */
public final class StartUp {

	/** What an application has only through the starter. */
	private static final List<String> BROUGHT = List.of("memprof-core", "memprof-spring", "micrometer-registry-otlp",
			"opentelemetry-proto", "protobuf-java", "okhttp", "okio", "kotlin-stdlib", "annotations-");

	private static final int WARM_UP = 2;

	private StartUp() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		int pairs = (args.length > 0) ? Integer.parseInt(args[0]) : 20;
		if (pairs < 6) {
			throw new IllegalArgumentException("fewer than 6 pairs have no interval of 95 %: " + pairs);
		}
		List<Path> with = classPath();
		List<Path> without = with.stream().filter((jar) -> !isBrought(jar)).toList();
		System.out.printf("%d jars without the starter, %d with it%n", without.size(), with.size());
		List<Long> bare = new ArrayList<>();
		List<Long> watched = new ArrayList<>();
		for (int i = -WARM_UP; i < pairs; i++) {
			boolean bareFirst = i % 2 == 0;
			long first = start(bareFirst ? without : with, !bareFirst);
			long second = start(bareFirst ? with : without, bareFirst);
			if (i >= 0) {
				bare.add(bareFirst ? first : second);
				watched.add(bareFirst ? second : first);
			}
		}
		print(bare.stream().mapToDouble(Long::doubleValue).toArray(),
				watched.stream().mapToDouble(Long::doubleValue).toArray());
	}

	private static boolean isBrought(Path jar) {
		return BROUGHT.stream().anyMatch(jar.getFileName().toString()::startsWith);
	}

	/** The jars that the build has laid out beside {@code benchmarks.jar}. */
	private static List<Path> classPath() throws IOException {
		Path benchmarks = Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0]);
		Path target = benchmarks.resolveSibling("");
		List<Path> jars = new ArrayList<>();
		try (Stream<Path> own = Files.list(target)) {
			own.filter((file) -> file.getFileName().toString().matches("memprof-benchmarks-.*\\.jar"))
				.forEach(jars::add);
		}
		try (Stream<Path> others = Files.list(target.resolve("lib"))) {
			others.sorted().forEach(jars::add);
		}
		return jars;
	}

	/** How long the context took in milliseconds. */
	private static long start(List<Path> classPath, boolean watched) throws IOException, InterruptedException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
				MinimalApplication.class.getName(), "--server.port=0", "--logging.level.root=warn",
				"--spring.main.banner-mode=off");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int exit = process.waitFor();
		String ready = output.lines()
			.filter((line) -> line.startsWith(MinimalApplication.READY))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("exit " + exit + ":\n" + output));
		String[] words = ready.substring(MinimalApplication.READY.length()).split(" ");
		if (Boolean.parseBoolean(words[1]) != watched) {
			throw new IllegalStateException("memprof runs where it should not, or the other way round: " + command);
		}
		return Long.parseLong(words[0]);
	}

	private static void print(double[] bare, double[] watched) {
		double[] more = new double[bare.length];
		double[] ratios = new double[bare.length];
		for (int i = 0; i < bare.length; i++) {
			more[i] = watched[i] - bare[i];
			ratios[i] = watched[i] / bare[i];
		}
		System.out.printf(Locale.ROOT, "without %.0f ms, with %.0f ms, more %s ms, ratio %s%n", median(bare),
				median(watched), withInterval(more, "%.0f"), withInterval(ratios, "%.3f"));
	}

	private static String withInterval(double[] values, String format) {
		Arrays.sort(values);
		int outside = outside(values.length);
		return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median(values),
				values[outside], values[values.length - 1 - outside]);
	}

	/** Most values that may be cut at each end, so that 95 % remain. */
	private static int outside(int count) {
		double tail = 0;
		double probability = Math.pow(0.5, count);
		int outside = -1;
		while (tail + probability <= 0.025) {
			tail += probability;
			outside++;
			probability *= (double) (count - outside) / (outside + 1);
		}
		return outside;
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
