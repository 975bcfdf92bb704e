package io.memprof.test;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.memprof.allocation.ComponentNaming;
import org.jspecify.annotations.Nullable;

/**
 * The classes that had more instances after each of several rounds. For one thread.
 */
final class Growth {

	/** Instances a loop that are no chance: one, less what a round lost at its ends. */
	private static final double ONE_EACH_LOOP = 0.9;

	/** The diary of the JFR recording that explains a leak. */
	private static final List<String> OWN = List.of("jdk.jfr.", "io.memprof.allocation.", "io.memprof.leak.",
			"io.memprof.test.");

	private final ClassHistogram first;

	private ClassHistogram last;

	/** Those that have grown so far, {@code null} before the first round. */
	private @Nullable Set<String> classes;

	private int rounds;

	private long loops;

	/**
	 * Watches all classes.
	 */
	Growth(ClassHistogram first) {
		this.first = first;
		this.last = first;
	}

	/**
	 * Watches those that another has found to grow.
	 */
	Growth(ClassHistogram first, Growth earlier) {
		this(first);
		this.classes = earlier.classes();
	}

	void add(ClassHistogram now, int loops) {
		Set<String> grown = now.grownSince(this.last);
		grown.removeIf((name) -> OWN.stream().anyMatch(name::startsWith));
		if (this.classes != null) {
			grown.retainAll(this.classes);
		}
		this.classes = Set.copyOf(grown);
		this.last = now;
		this.rounds++;
		this.loops += loops;
	}

	/** Classes that have grown in every round so far. */
	Set<String> classes() {
		return (this.classes != null) ? this.classes : Set.of();
	}

	boolean isEmpty() {
		return classes().isEmpty();
	}

	int rounds() {
		return this.rounds;
	}

	long loops() {
		return this.loops;
	}

	long instances(String className) {
		return this.last.of(className).instances() - this.first.of(className).instances();
	}

	long bytes(String className) {
		return this.last.of(className).bytes() - this.first.of(className).bytes();
	}

	/** Bytes of all classes that grow. */
	long bytes() {
		return classes().stream().mapToLong(this::bytes).sum();
	}

	ClassHistogram last() {
		return this.last;
	}

	/**
	 * Those of which each loop leaves at least one, the application's before a library's,
	 * that before the JDK's, arrays last.
	 */
	List<String> oneEachLoop(ComponentNaming naming) {
		return classes().stream()
			.filter((name) -> instances(name) >= ONE_EACH_LOOP * this.loops)
			.sorted(Comparator.comparingInt((String name) -> rank(name, naming))
				.thenComparing(Comparator.comparingLong((String name) -> bytes(name)).reversed()))
			.toList();
	}

	private static int rank(String className, ComponentNaming naming) {
		if (className.endsWith("[]")) {
			return 3;
		}
		return naming.isApplication(className) ? 0 : ComponentNaming.isJdk(className) ? 2 : 1;
	}

}
