package io.memprof.allocation;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Sizes of objects, learned from JFR's TLAB events, which carry the size that
 * {@code jdk.ObjectAllocationSample} lacks. Those events are switched on for a moment at
 * each analysis only.
 * <p>
 * Exact for every class but arrays. For arrays it keeps the last sizes seen at the
 * allocation site, or of the class where the site was not seen, and answers each of them
 * in turn, so the distribution over many samples is right while a single answer is a
 * draw. A class not seen yet is taken for {@value #UNKNOWN} bytes.
 * <p>
 * An object is seen with a probability in proportion to its size, just as the samples it
 * is used for. Safe for use by several threads.
 */
final class ObjectSizes {

	/** Mean object size of typical Java heaps, used before a class was measured. */
	static final long UNKNOWN = 48;

	private static final int MAX_CLASSES = 5_000;

	private static final int MAX_SITES = 2_000;

	private static final int SIZES_OF_SITE = 8;

	private static final int SIZES_OF_ARRAY = 64;

	private final Map<String, Sizes> byClass = new HashMap<>();

	private final Map<Site, Sizes> bySite = new HashMap<>();

	synchronized void add(String className, long bytes) {
		if (this.byClass.size() >= MAX_CLASSES && !this.byClass.containsKey(className)) {
			return;
		}
		this.byClass.computeIfAbsent(className, (name) -> new Sizes(name.endsWith("[]") ? SIZES_OF_ARRAY : 1))
			.add(bytes);
	}

	/**
	 * Takes in the size of an array allocated at a site.
	 */
	synchronized void add(String className, @Nullable StackFrame site, long bytes) {
		if (site != null && className.endsWith("[]")) {
			Site key = new Site(className, site);
			if (this.bySite.size() < MAX_SITES || this.bySite.containsKey(key)) {
				this.bySite.computeIfAbsent(key, (unseen) -> new Sizes(SIZES_OF_SITE)).add(bytes);
			}
		}
	}

	/**
	 * The size of one object of that class, allocated at that site, in bytes.
	 */
	synchronized long sizeOf(String className, @Nullable StackFrame site) {
		Sizes sizes = (site != null && className.endsWith("[]")) ? this.bySite.get(new Site(className, site)) : null;
		return (sizes != null) ? sizes.next() : sizeOf(className);
	}

	/**
	 * The size of one object of that class in bytes.
	 */
	synchronized long sizeOf(String className) {
		Sizes sizes = this.byClass.get(className);
		return (sizes != null) ? sizes.next() : UNKNOWN;
	}

	synchronized int classes() {
		return this.byClass.size() + this.bySite.size();
	}

	/**
	 * Bytes of one object that only fill it up to the 8-byte alignment, as expected over
	 * all lengths: an estimate, since JFR tells aligned sizes.
	 */
	static double expectedPadding(String className) {
		return switch (className) {
			case "byte[]", "boolean[]" -> 3.5;
			case "char[]", "short[]" -> 3;
			case "long[]", "double[]" -> 0;
			default -> 2;
		};
	}

	/** Where objects of a class are allocated. */
	private record Site(String className, StackFrame frame) {
	}

	/** The last sizes of one class or site, handed out in turn. */
	private static final class Sizes {

		private final long[] bytes;

		private int count;

		private int written;

		private int read;

		Sizes(int capacity) {
			this.bytes = new long[capacity];
		}

		void add(long size) {
			this.bytes[this.written++ % this.bytes.length] = size;
			this.written %= this.bytes.length;
			this.count = Math.min(this.count + 1, this.bytes.length);
		}

		long next() {
			this.read = (this.read + 1) % this.count;
			return this.bytes[this.read];
		}

	}

}
