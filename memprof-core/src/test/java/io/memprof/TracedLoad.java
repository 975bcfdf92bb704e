package io.memprof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationSettings;
import io.memprof.allocation.OperationBytes;
import io.memprof.allocation.SampledSpan;
import io.memprof.allocation.SpanScopes;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakSettings;
import io.memprof.snapshot.Thresholds;

/**
 * A program whose threads go through scopes of a few hundred microseconds. The class of
 * what is allocated tells the span: {@code long[]} within a span whose trace has the
 * thread's id, {@code int[]} within a nested one, {@code short[]} outside. Prints how
 * many samples came with the right span, with a wrong one and with none.
 */
final class TracedLoad {

	private static final int THREADS = 3;

	private static final int SAMPLES = 3_000;

	private static volatile Object sink = "";

	private TracedLoad() {
	}

	public static void main(String[] args) throws Exception {
		SpanScopes scopes = new SpanScopes();
		Samples samples = new Samples();
		AllocationSettings allocations = new AllocationSettings(true, 500, false,
				Map.of("load", List.of(TracedLoad.class.getName())), List.of());
		MemoryProfiler profiler = new MemoryProfiler(
				new ProfilerSettings(Duration.ofSeconds(1), 100, Thresholds.DEFAULTS, allocations,
						LeakSettings.defaults()),
				List.of(samples), BeanNames.NONE, MemoryProfiler.newSessionId(), scopes,
				OperationBytes.unavailable("not of interest"));
		profiler.start();
		profiler.tick();
		AtomicBoolean enough = new AtomicBoolean();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(() -> work(scopes, enough));
			thread.start();
			threads.add(thread);
		}
		while (samples.right < SAMPLES) {
			Thread.sleep(1_000);
			profiler.tick();
		}
		enough.set(true);
		for (Thread thread : threads) {
			thread.join();
		}
		System.out.println("right=" + samples.right);
		System.out.println("wrong=" + samples.wrong);
		System.out.println("without=" + samples.without);
		System.out.println("outside=" + samples.outside);
		profiler.stop();
	}

	private static void work(SpanScopes scopes, AtomicBoolean enough) {
		long id = Thread.currentThread().getId();
		Random random = new Random(id);
		AtomicLong number = new AtomicLong();
		while (!enough.get()) {
			scopes.opened("outer", new SampledSpan(id, 1, number.incrementAndGet()));
			allocate(random, () -> sink = new long[1_000]);
			scopes.opened("inner", new SampledSpan(id, 2, number.incrementAndGet()));
			allocate(random, () -> sink = new int[2_000]);
			scopes.closed("inner");
			allocate(random, () -> sink = new long[1_000]);
			scopes.closed("outer");
			allocate(random, () -> sink = new short[4_000]);
		}
	}

	private static void allocate(Random random, Runnable one) {
		for (int i = random.nextInt(600); i > 0; i--) {
			one.run();
		}
		if (random.nextInt(50) == 0) {
			Thread.yield();
		}
	}

	/**
	 * Compares spans with classes.
	 */
	private static final class Samples extends RecordingExporter {

		private int right;

		private int wrong;

		private int without;

		private int outside;

		Samples() {
			super(false);
		}

		@Override
		public void exportAllocations(List<AllocationInfo> allocations) {
			for (AllocationInfo allocation : allocations) {
				if (allocation.component().equals("load")) {
					compare(allocation.className(), allocation.span());
				}
			}
		}

		private void compare(String className, SampledSpan span) {
			long expected = switch (className) {
				case "long[]" -> 1;
				case "int[]" -> 2;
				case "short[]" -> 0;
				default -> -1;
			};
			if (expected == 0 && span == null) {
				this.outside++;
			}
			else if (expected > 0 && span == null) {
				this.without++;
			}
			else if (expected >= 0 && span.traceLow() == expected) {
				this.right++;
			}
			else if (expected >= 0) {
				this.wrong++;
			}
		}

	}

}
