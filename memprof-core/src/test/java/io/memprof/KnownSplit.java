package io.memprof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.memprof.allocation.AllocationTotal;

/**
 * A program that allocates 70, 20 and 10 percent of its bytes in three methods, as
 * objects of different sizes on each of several threads, and prints the shares that
 * memprof gives to their sites. Before memprof starts, the same threads have allocated a
 * lot elsewhere.
 */
final class KnownSplit {

	private static final int THREADS = 8;

	/** By which a share is known to within a fiftieth, whatever the machine is doing. */
	private static final int SAMPLES = 1_500;

	private static final int ROUND = 96_000;

	private static volatile Object sink = "";

	private KnownSplit() {
	}

	public static void main(String[] args) throws Exception {
		MemoryProfiler profiler = Profilers.charging("split", KnownSplit.class);
		CountDownLatch begun = new CountDownLatch(THREADS);
		CountDownLatch observed = new CountDownLatch(1);
		AtomicBoolean enough = new AtomicBoolean();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			long seed = i;
			threads.add(new Thread(() -> {
				history();
				begun.countDown();
				awaitUninterrupted(observed);
				allocate(new Random(seed), enough);
			}));
		}
		threads.forEach(Thread::start);
		begun.await();
		profiler.start();
		var sampler = Profilers.ticking(profiler);
		observed.countDown();
		do {
			Thread.sleep(1_000);
			sampler.submit(() -> profiler.requestAnalysis(Runnable::run)).get();
		}
		while (profiler.report().allocations().stats().samples() < SAMPLES);
		enough.set(true);
		for (Thread thread : threads) {
			thread.join();
		}
		// JFR delivers once a second, and the tick after that settles
		Thread.sleep(3_500);
		sampler.submit(() -> profiler.requestAnalysis(Runnable::run)).get();
		long all = profiler.report().allocations().stats().totalBytes();
		for (String method : new String[] { "seventy", "twenty", "ten", "history" }) {
			double bytes = profiler.report()
				.allocations()
				.topSites()
				.stream()
				.filter((site) -> site.name().contains("KnownSplit." + method + ":"))
				.mapToLong(AllocationTotal::bytes)
				.sum();
			System.out.println(method + "=" + String.format(Locale.ROOT, "%.4f", bytes / all));
		}
		System.out.println("samples=" + profiler.report().allocations().stats().samples());
		System.out.println("largest=" + profiler.report().allocations().topSites().get(0).name());
		profiler.stop();
	}

	private static void allocate(Random random, AtomicBoolean enough) {
		while (!enough.get()) {
			int dice = random.nextInt(10);
			if (dice < 7) {
				seventy();
			}
			else if (dice < 9) {
				twenty();
			}
			else {
				ten();
			}
			LockSupport.parkNanos(1);
		}
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void history() {
		for (int i = 0; i < 3_000; i++) {
			sink = new byte[ROUND];
		}
	}

	private static void seventy() {
		for (int i = 0; i < ROUND / 96; i++) {
			sink = new byte[80];
		}
	}

	private static void twenty() {
		for (int i = 0; i < ROUND / 480; i++) {
			sink = new byte[464];
		}
	}

	private static void ten() {
		for (int i = 0; i < ROUND / 1_920; i++) {
			sink = new byte[1_904];
		}
	}

}
