package io.memprof.leak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * Stacks on which memory outside the heap was asked for. The object on the heap that
 * stands for it is small, so that a sample of it is rare: what was seen is kept for the
 * whole session, at most {@value #MAX_STACKS} stacks, the ones seen last. Safe for use by
 * several threads.
 */
final class AllocatorStacks {

	private static final int MAX_STACKS = 64;

	/** Methods whose answer is remembered, about 500 kB of names. */
	private static final int MAX_METHODS = 4_096;

	private final Pattern allocator;

	/**
	 * By name of the method: each stack has tens of them, the same ones again and again.
	 */
	private final Map<String, Boolean> allocates = new ConcurrentHashMap<>();

	private final Map<List<StackFrame>, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<List<StackFrame>, Integer> eldest) {
			return size() > MAX_STACKS;
		}
	};

	/**
	 * Stacks with a frame, class and method, that matches.
	 */
	AllocatorStacks(Pattern allocator) {
		this.allocator = allocator;
	}

	/**
	 * Takes in the stack of a sampled object, most of which are none of ours.
	 */
	void sampled(List<StackFrame> stack) {
		if (allocator(stack) != null) {
			add(stack);
		}
	}

	void add(List<StackFrame> stack) {
		synchronized (this.counts) {
			this.counts.merge(stack, 1, Integer::sum);
		}
	}

	/**
	 * The stack seen most often; empty when none was.
	 */
	List<StackFrame> usual() {
		synchronized (this.counts) {
			return this.counts.entrySet()
				.stream()
				.max(Map.Entry.comparingByValue())
				.map(Map.Entry::getKey)
				.orElse(List.of());
		}
	}

	/**
	 * The frame that asks for the memory, or {@code null}.
	 */
	@Nullable StackFrame allocator(List<StackFrame> stack) {
		for (StackFrame frame : stack) {
			if (allocates(frame.name())) {
				return frame;
			}
		}
		return null;
	}

	private boolean allocates(String method) {
		Boolean known = this.allocates.get(method);
		if (known == null) {
			if (this.allocates.size() >= MAX_METHODS) {
				this.allocates.clear();
			}
			known = this.allocator.matcher(method).matches();
			this.allocates.put(method, known);
		}
		return known;
	}

	int size() {
		synchronized (this.counts) {
			return this.counts.size();
		}
	}

	void clear() {
		synchronized (this.counts) {
			this.counts.clear();
		}
	}

}
