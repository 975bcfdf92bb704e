package io.memprof.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.LeakSettings;
import io.memprof.report.Cost;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.Thresholds;

/**
 * The program of one row of {@link Scale}: a host of the size asked for, which allocates
 * {@value #GARBAGE} bytes a second, under a profiler that ticks each second.
 */
final class ScaledHost {

	/** What the line with the result begins with. */
	static final String RESULT = "result ";

	static final long GARBAGE = 50_000_000;

	private static final int OBJECT = 1_000;

	private static final int LEAKED_PER_SECOND = 1_000;

	private static final Duration WARM_UP = Duration.ofSeconds(8);

	private static final Duration ANALYSIS = Duration.ofSeconds(2);

	private static final List<byte[]> LEAKED = new ArrayList<>();

	private static final AtomicReference<byte[]> LATEST = new AtomicReference<>();

	private ScaledHost() {
	}

	public static void main(String[] args) throws Exception {
		List<byte[]> live = live(Integer.parseInt(args[0]));
		startThreads(Integer.parseInt(args[1]));
		DistinctStacks load = new DistinctStacks(Integer.parseInt(args[2]), GARBAGE);
		List<Class<?>> classes = new Classes().load(Integer.parseInt(args[3]));
		load.start();
		if (args[4].equals("leak")) {
			start("leak", ScaledHost::leak);
		}
		System.out.println(RESULT + observe(Integer.parseInt(args[5])));
		LATEST.set(live.get(classes.size() % live.size()));
	}

	private static String observe(int seconds) throws InterruptedException {
		MemoryProfiler profiler = new MemoryProfiler(settings(), List.of(), (type) -> null);
		profiler.start();
		profiler.tick();
		ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
		List<Long> ticks = new ArrayList<>();
		List<Long> analyses = new ArrayList<>();
		Instant judged = Instant.EPOCH;
		long first = cpu.getCurrentThreadCpuTime();
		for (int second = 0; second < seconds; second++) {
			Thread.sleep(1_000);
			long before = cpu.getCurrentThreadCpuTime();
			profiler.tick();
			long nanos = cpu.getCurrentThreadCpuTime() - before;
			MemoryReport report = profiler.report();
			Instant at = (report != null) ? report.leakAnalysis().at() : judged;
			(at.equals(judged) ? ticks : analyses).add(nanos);
			judged = at;
		}
		double own = (cpu.getCurrentThreadCpuTime() - first) / 1e6;
		MemoryReport report = profiler.stop();
		profiler.close();
		Cost cost = report.cost();
		return String.format(Locale.ROOT, "%.1f MiB;%.1f ms;%.1f ms;%.1f ms/s;%d, at most %d ms;%s",
				cost.heldBytes() / (double) (1 << 20), median(ticks) / 1e6, median(analyses) / 1e6,
				Math.max(0, Objects.requireNonNullElse(cost.use().cpuMillis(), 0L) - own) / seconds,
				cost.referenceWalks(), cost.pauseMillis(), report.leakAnalysis().verdict());
	}

	private static ProfilerSettings settings() {
		LeakSettings leaks = LeakSettings.defaults();
		return new ProfilerSettings(Duration.ofSeconds(1), 1000, Thresholds.DEFAULTS,
				new AllocationSettings(true, 150, true, Map.of(), List.of("io.memprof.benchmarks")), new LeakSettings(
						true, ANALYSIS, WARM_UP, leaks.referenceChains(), leaks.pauseBudget(), leaks.ignore()));
	}

	private static List<byte[]> live(int mebibytes) {
		int count = (int) ((long) mebibytes * (1 << 20) / OBJECT);
		List<byte[]> live = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			live.add(new byte[OBJECT - 16]);
		}
		return live;
	}

	private static void startThreads(int count) {
		for (int i = 0; i < count; i++) {
			start("host-" + i, () -> {
				LATEST.set(new byte[OBJECT]);
				sleep(1_000);
			});
		}
	}

	private static void leak() {
		for (int i = 0; i < LEAKED_PER_SECOND / 50; i++) {
			LEAKED.add(new byte[OBJECT]);
		}
		sleep(20);
	}

	private static void start(String name, Runnable step) {
		Thread thread = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				step.run();
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	private static void sleep(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static long median(List<Long> values) {
		return values.isEmpty() ? 0 : values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
	}

	/** Copied under as many names as classes are wanted. */
	static final class Copy0000000 {

		private int number;

		int next() {
			return ++this.number;
		}

	}

	/** Loads copies of one class. */
	private static final class Classes extends ClassLoader {

		private static final String TEMPLATE = Copy0000000.class.getName();

		Classes() {
			super(Classes.class.getClassLoader());
		}

		List<Class<?>> load(int count) throws IOException {
			byte[] template;
			try (InputStream file = ScaledHost.class.getResourceAsStream("ScaledHost$Copy0000000.class")) {
				template = Objects.requireNonNull(file, "the class file").readAllBytes();
			}
			// Latin-1 gives each byte back, and the name keeps its length
			String bytes = new String(template, StandardCharsets.ISO_8859_1);
			List<Class<?>> loaded = new ArrayList<>();
			for (int i = 1; i <= count; i++) {
				String number = String.format(Locale.ROOT, "%07d", i);
				byte[] copy = bytes.replace("Copy0000000", "Copy" + number).getBytes(StandardCharsets.ISO_8859_1);
				loaded.add(defineClass(TEMPLATE.replace("0000000", number), copy, 0, copy.length));
			}
			return loaded;
		}

	}

}
