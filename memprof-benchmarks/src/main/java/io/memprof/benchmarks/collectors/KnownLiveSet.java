package io.memprof.benchmarks.collectors;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import com.sun.management.OperatingSystemMXBean;
import io.memprof.MemoryProfiler;
import io.memprof.ProfilerSettings;
import io.memprof.allocation.AllocationSettings;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakSettings;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.Thresholds;

/**
 * Keeps {@value #KEPT_MEBIBYTES} MiB and allocates much else. What it does and prints is
 * up to its {@link Mode}, which is the first argument; the second is for how many
 * seconds: of the clock at most, or of processor time where work is measured.
 */
public final class KnownLiveSet {

	static final int KEPT_MEBIBYTES = 60;

	/** With the header of an array, 1 KiB. */
	private static final int BLOCK = 1008;

	private static final int REQUESTS_PER_SECOND = 400;

	private static final int ORDERS_A_REQUEST = 4;

	private static final Duration WARM_UP = Duration.ofSeconds(8);

	/** A machine under load collects late. */
	private static final int LEAST_READINGS = 4;

	private static final List<byte[]> stock = new ArrayList<>();

	private static final Map<Long, Order> unshipped = new ConcurrentHashMap<>();

	private static volatile int checksum;

	private KnownLiveSet() {
	}

	public static void main(String[] args) throws InterruptedException {
		for (int i = 0; i < KEPT_MEBIBYTES * 1024; i++) {
			stock.add(new byte[BLOCK]);
		}
		Duration time = Duration.ofSeconds(Long.parseLong(args[1]));
		switch (Mode.valueOf(args[0])) {
			case HEALTHY -> healthy(time);
			case LEAKING -> leaking(time);
			case WATCHED -> {
				watch(ProfilerSettings.defaults());
				work(time);
			}
			case ALONE -> work(time);
		}
		// the program may be in the middle of a collection that nobody waits for
		Runtime.getRuntime().halt(0);
	}

	/** Prints each verdict, and the live heap: that of memprof, and that of the JVM. */
	private static void healthy(Duration time) throws InterruptedException {
		MemoryProfiler profiler = watch(impatient());
		ScheduledExecutorService traffic = traffic(0);
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end || readings(profiler).count() < LEAST_READINGS) {
			Thread.sleep(500);
		}
		traffic.shutdownNow();
		traffic.awaitTermination(10, TimeUnit.SECONDS);
		System.out.println("reported=" + readings(profiler).min().orElseThrow());
		System.out.println("live=" + collected());
	}

	/**
	 * The occupancies that memprof has seen; what is least of them, it calls the floor.
	 */
	private static LongStream readings(MemoryProfiler profiler) {
		return profiler.collections().stream().mapToLong((reading) -> reading.used().bytes());
	}

	/** The least of several, as some collectors count what was allocated meanwhile. */
	private static long collected() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

	/** Prints each verdict with what it names, until an alarm names the field. */
	private static void leaking(Duration time) throws InterruptedException {
		MemoryProfiler profiler = watch(impatient());
		traffic(ORDERS_A_REQUEST);
		long end = System.nanoTime() + time.toNanos();
		boolean named = false;
		while (!named && System.nanoTime() < end) {
			Thread.sleep(500);
			MemoryReport report = profiler.report();
			named = report != null && report.leakAnalysis().verdict().isAlarm()
					&& report.leakAnalysis().potentialLeaks().stream().anyMatch(KnownLiveSet::isNamed);
		}
	}

	private static boolean isNamed(LeakInfo leak) {
		String container = leak.holder().container();
		return container != null && container.contains(KnownLiveSet.class.getSimpleName());
	}

	/**
	 * Prints how many requests a second of processor time has served, the JVM's included,
	 * after as much time to compile.
	 */
	private static void work(Duration time) {
		long warm = cpuNanos() + time.toNanos();
		while (cpuNanos() < warm) {
			serve(0);
		}
		long begin = cpuNanos();
		long requests = 0;
		while (cpuNanos() < begin + time.toNanos()) {
			for (int i = 0; i < 100; i++) {
				serve(0);
			}
			requests += 100;
		}
		System.out.println("work=" + requests * 1e9 / (cpuNanos() - begin));
	}

	private static ScheduledExecutorService traffic(int orders) {
		ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
		traffic.scheduleAtFixedRate(() -> serve(orders), 0, 1_000_000 / REQUESTS_PER_SECOND, TimeUnit.MICROSECONDS);
		return traffic;
	}

	/** Some 100 kB of garbage. */
	private static void serve(int orders) {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			lines.add("line " + i + " of a page that is thrown away at once");
		}
		checksum = String.join("\n", lines).hashCode();
		for (int i = 0; i < orders; i++) {
			Order order = new Order(new byte[BLOCK]);
			unshipped.put((long) unshipped.size(), order);
		}
	}

	private static MemoryProfiler watch(ProfilerSettings settings) {
		MemoryProfiler profiler = new MemoryProfiler(settings, List.of(), BeanNames.NONE);
		profiler.onReport(KnownLiveSet::print);
		profiler.start();
		Executors.newSingleThreadScheduledExecutor((work) -> {
			Thread thread = new Thread(work, "memprof-sampler-1");
			thread.setDaemon(true);
			return thread;
		}).scheduleWithFixedDelay(profiler::tick, 0, settings.samplingInterval().toMillis(), TimeUnit.MILLISECONDS);
		return profiler;
	}

	private static void print(MemoryReport report) {
		System.out.println("verdict=" + report.leakAnalysis().verdict());
		report.leakAnalysis()
			.potentialLeaks()
			.forEach((leak) -> System.out.println("leak=" + leak.className() + " in " + leak.holder().container()));
	}

	private static ProfilerSettings impatient() {
		LeakSettings defaults = LeakSettings.defaults();
		AllocationSettings allocations = AllocationSettings.defaults();
		return new ProfilerSettings(Duration.ofSeconds(1), 1000, Thresholds.DEFAULTS,
				new AllocationSettings(true, allocations.samplesPerSecond(), allocations.flameGraph(), Map.of(),
						List.of(KnownLiveSet.class.getPackageName())),
				new LeakSettings(true, Duration.ofSeconds(2), WARM_UP, defaults.referenceChains(),
						defaults.pauseBudget(), defaults.ignore()));
	}

	private static long cpuNanos() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	/** What it does. */
	enum Mode {

		/** Serves at a steady rate and keeps nothing more. */
		HEALTHY,
		/** The same, and keeps the orders of each request. */
		LEAKING,
		/** Serves as fast as it can, with memprof. */
		WATCHED,
		/** The same without. */
		ALONE

	}

	record Order(byte[] page) {
	}

}
