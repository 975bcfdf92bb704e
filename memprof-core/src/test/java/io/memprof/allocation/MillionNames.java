package io.memprof.allocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A program that charges a million allocations, each by a class, site, operation and
 * component of its own with 64 frames, and prints what is held after a collection. The
 * last of them still wait to be settled.
 */
final class MillionNames {

	static final int NAMES = 1_000_000;

	private static final int FRAMES = 64;

	private static final int PER_TICK = 3_000;

	private static final List<StackFrame> framework = IntStream.range(8, FRAMES)
		.mapToObj((depth) -> new StackFrame("org.framework.Dispatcher" + depth, "dispatch", 0))
		.toList();

	private MillionNames() {
	}

	public static void main(String[] args) {
		AtomicLong allocated = new AtomicLong();
		ComponentNaming naming = new ComponentNaming(Map.of(), List.of("com.shop"));
		long before = usedAfterCollection();
		AllocationLedger ledger = new AllocationLedger(naming, allocated::get, true, Instant.EPOCH);
		for (int i = 0; i < NAMES; i++) {
			ledger.sampled(i % 64, stack(i),
					new AllocationInfo(Instant.EPOCH, "com.shop.service" + i + ".model.Generated" + i, "service" + i,
							"Handler" + i + ".handle", 48, 1_000));
			allocated.addAndGet(1_000);
			if (i % PER_TICK == 0 && i < NAMES - PER_TICK) {
				ledger.settle();
			}
		}
		System.out.println("held=" + (usedAfterCollection() - before));
		System.out.println("told=" + ledger.heldBytes());
		ledger.settle();
		AllocationStats stats = ledger.stats(Instant.EPOCH);
		System.out.println("components=" + stats.components().size());
		System.out.println("bytes=" + stats.totalBytes());
	}

	/** Eight frames of its own under those of the framework, which share their names. */
	private static List<StackFrame> stack(int number) {
		List<StackFrame> stack = new ArrayList<>(FRAMES);
		for (int depth = 0; depth < 8; depth++) {
			stack.add(new StackFrame("com.shop.service" + number + ".Handler" + depth, "handle", depth));
		}
		for (StackFrame frame : framework) {
			stack.add(frame.atLine(number % 10));
		}
		return stack;
	}

	private static long usedAfterCollection() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
