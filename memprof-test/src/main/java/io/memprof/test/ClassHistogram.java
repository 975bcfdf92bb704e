package io.memprof.test;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import javax.management.JMException;
import javax.management.ObjectName;

import io.memprof.allocation.FrameReader;

/**
 * Live instances of each class, exact: counted by the JVM after a full collection, which
 * it stops the application for. A test may do so; production must not.
 *
 * @param classes by name, {@code byte[]} as people write it
 */
record ClassHistogram(Map<String, Footprint> classes) {

	private static final Footprint NONE = new Footprint(0, 0);

	private static final long FINALIZERS_MILLIS = 20;

	/**
	 * Collects twice, with a moment in between for what is freed only after the first
	 * collection has been heard of: cleaners, finalizers and values under weak keys.
	 * @throws UnsupportedOperationException on a JVM without the diagnostic command
	 */
	static ClassHistogram afterCollection() throws InterruptedException {
		System.gc();
		Thread.sleep(FINALIZERS_MILLIS);
		try {
			Object text = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
			return parse((String) text);
		}
		catch (JMException ex) {
			throw new UnsupportedOperationException("this JVM counts no instances: it has no diagnostic command "
					+ "GC.class_histogram, which HotSpot has", ex);
		}
	}

	/**
	 * Reads lines as {@code  1:  20037  1135256  [B (java.base@25.0.3)}; others are
	 * headings.
	 */
	static ClassHistogram parse(String text) {
		Map<String, Footprint> classes = new HashMap<>();
		text.lines().forEach((line) -> {
			String[] columns = line.strip().split("\\s+", 5);
			if (columns.length >= 4 && columns[0].endsWith(":") && isNumber(columns[1])) {
				classes.merge(FrameReader.readable(columns[3]),
						new Footprint(Long.parseLong(columns[1]), Long.parseLong(columns[2])), Footprint::plus);
			}
		});
		return new ClassHistogram(Map.copyOf(classes));
	}

	Footprint of(String className) {
		return this.classes.getOrDefault(className, NONE);
	}

	/** Bytes of all live objects. */
	long bytes() {
		return this.classes.values().stream().mapToLong(Footprint::bytes).sum();
	}

	/**
	 * Classes that have more instances than before.
	 */
	Set<String> grownSince(ClassHistogram before) {
		Set<String> grown = new HashSet<>();
		this.classes.forEach((name, now) -> {
			if (now.instances() > before.of(name).instances()) {
				grown.add(name);
			}
		});
		return grown;
	}

	/** Mean size of an instance in bytes. */
	long sizeOf(String className) {
		Footprint footprint = of(className);
		return footprint.bytes() / Math.max(1, footprint.instances());
	}

	private static boolean isNumber(String text) {
		return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
	}

	/**
	 * What the instances of one class take.
	 *
	 * @param instances how many live
	 * @param bytes of all of them, without what they refer to
	 */
	record Footprint(long instances, long bytes) {

		Footprint plus(Footprint other) {
			return new Footprint(this.instances + other.instances, this.bytes + other.bytes);
		}

	}

}
