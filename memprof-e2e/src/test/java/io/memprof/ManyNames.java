package io.memprof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.memprof.allocation.OperationBytes;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakSettings;
import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that answers requests for a million URIs, makes a million classes, half of
 * them hidden and half of them generated, and gives its threads a million names, each
 * thread twenty, one after the other. What there is no time for is left out.
 * <p>
 * It prints what it saw as lines {@code name=value}.
 */
final class ManyNames {

	private static final int MILLION = 1_000_000;

	private static final Duration AT_MOST = Duration.ofSeconds(150);

	private static final int AT_LEAST = 10_000;

	private static final int THREADS_AT_ONCE = 16;

	private static final int NAMES_OF_A_THREAD = 20;

	private static final Duration OFTEN = Duration.ofMillis(250);

	private static final String TEMPLATE = "Named0000000";

	/** Its bytes, as text of as many characters. */
	private static final String CLASS = read();

	/** Of the one loop that starts them. */
	private static final Queue<Thread> started = new ArrayDeque<>();

	private static volatile Object sink;

	private static volatile long largestHeld;

	private ManyNames() {
	}

	public static void main(String[] args) throws Exception {
		OperationBytes operations = OperationBytes.ofThisJvm();
		ProfilerSettings defaults = ProfilerSettings.defaults();
		LeakSettings leaks = new LeakSettings(true, Duration.ofSeconds(2), Duration.ofSeconds(10),
				defaults.leaks().referenceChains(), defaults.leaks().pauseBudget(), List.of());
		MemoryProfiler profiler = new MemoryProfiler(
				new ProfilerSettings(OFTEN, 100, defaults.thresholds(), defaults.allocations(), leaks), List.of(),
				BeanNames.NONE, MemoryProfiler.newSessionId(), null, operations);
		profiler.start();
		long used = usedAfterCollection();
		ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor((work) -> {
			Thread thread = new Thread(work, "memprof-sampler-1");
			thread.setDaemon(true);
			return thread;
		});
		sampler.scheduleWithFixedDelay(() -> tick(profiler), 0, OFTEN.toMillis(), TimeUnit.MILLISECONDS);
		List<Loop> loops = List.of(new Loop("uris", (i) -> request(operations, i)),
				new Loop("classes", ManyNames::makeClass), new Loop("threads", ManyNames::nameThread));
		loops.forEach(Thread::start);
		for (Loop loop : loops) {
			loop.join();
			System.out.println(loop.getName() + "=" + loop.done);
			System.out.println(loop.getName() + "Seconds=" + loop.seconds);
		}
		sampler.shutdown();
		sampler.awaitTermination(1, TimeUnit.MINUTES);
		tick(profiler);
		MemoryReport report = profiler.report();
		System.out.println("report=" + new JsonMapper().writeValueAsString(JsonReport.of(report)));
		System.out.println("largestHeldBytes=" + largestHeld);
		System.out.println("heapGrewBytes=" + (usedAfterCollection() - used));
		profiler.close();
	}

	private static void tick(MemoryProfiler profiler) {
		profiler.tick();
		largestHeld = Math.max(largestHeld, profiler.report().cost().heldBytes());
	}

	private static void request(OperationBytes operations, int number) {
		var execution = operations.begin();
		execution.opened();
		sink = new byte[100];
		execution.closed();
		operations.end(execution, "http get /orders/" + number, null);
	}

	private static void makeClass(int number) throws Exception {
		Class<?> made = (number % 2 == 0)
				? MethodHandles.lookup().defineHiddenClass(bytes(TEMPLATE), false).lookupClass()
				: new Generator().define(bytes("Named%07d".formatted(number)));
		sink = made.getDeclaredConstructor().newInstance();
	}

	/** Of a class with that name, which is as long as that of the template. */
	private static byte[] bytes(String name) {
		return CLASS.replace(TEMPLATE, name).getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String read() {
		try (InputStream bytes = ManyNames.class.getResourceAsStream(TEMPLATE + ".class")) {
			return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void nameThread(int number) throws InterruptedException {
		if (number % NAMES_OF_A_THREAD != 0) {
			return;
		}
		Thread thread = new Thread(() -> allocateAs(number), name(number));
		thread.start();
		started.add(thread);
		if (started.size() > THREADS_AT_ONCE) {
			started.remove().join();
		}
	}

	private static void allocateAs(int number) {
		for (int i = 0; i < NAMES_OF_A_THREAD; i++) {
			Thread.currentThread().setName(name(number + i));
			sink = new byte[100];
		}
	}

	/** In letters, as digits would be left out of it. */
	private static String name(int number) {
		return "work-" + Integer.toString(number).chars().collect(StringBuilder::new, (text, digit) -> {
			text.append((char) ('a' + digit - '0'));
		}, StringBuilder::append).toString();
	}

	private static long usedAfterCollection() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	static Object sink() {
		return sink;
	}

	/** Something to do with a number. */
	@FunctionalInterface
	private interface Work {

		void with(int number) throws Exception;

	}

	/** Does it a million times, or as often as there is time for. */
	private static final class Loop extends Thread {

		private final Work work;

		private volatile String done = "";

		private volatile long seconds;

		Loop(String name, Work work) {
			super(name);
			this.work = work;
		}

		@Override
		public void run() {
			long begin = System.nanoTime();
			int number = 0;
			try {
				while (number < AT_LEAST || (number < MILLION && System.nanoTime() - begin < AT_MOST.toNanos())) {
					this.work.with(number++);
				}
				this.done = Integer.toString(number);
			}
			catch (Throwable ex) {
				this.done = number + " " + ex;
			}
			this.seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
		}

	}

	/** A loader for one class. */
	private static final class Generator extends ClassLoader {

		Generator() {
			super(ManyNames.class.getClassLoader());
		}

		Class<?> define(byte[] bytes) {
			return defineClass(null, bytes, 0, bytes.length);
		}

	}

}
