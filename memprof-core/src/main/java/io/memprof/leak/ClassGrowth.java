package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import io.memprof.allocation.ComponentNaming;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose objects get more from histogram to histogram. Each histogram is a
 * pause, so there are few; a class counts when it gained in every interval, in none much
 * less than on the average: a filling that flattens, a batch that is dropped and a single
 * step do not. For one thread.
 */
final class ClassGrowth {

	private static final int MAX_HISTOGRAMS = 12;

	static final int FEWEST_HISTOGRAMS = 4;

	/** Part of the mean gain that each interval must have. */
	private static final double STEADY = 0.4;

	private static final int LEAST_GROWTH = 50;

	/** A class with so much of the gain of the fastest is worth naming. */
	private static final double NOTABLE = 0.02;

	private final ComponentNaming naming;

	private final Deque<ClassHistogram> histograms = new ArrayDeque<>();

	ClassGrowth(ComponentNaming naming) {
		this.naming = naming;
	}

	void add(ClassHistogram histogram) {
		if (this.histograms.size() == MAX_HISTOGRAMS) {
			this.histograms.removeFirst();
		}
		this.histograms.addLast(histogram);
	}

	void clear() {
		this.histograms.clear();
	}

	int histograms() {
		return this.histograms.size();
	}

	int size() {
		return this.histograms.stream().mapToInt((histogram) -> histogram.classes().size()).sum();
	}

	/**
	 * What grew throughout at least that time, most bytes first.
	 */
	List<Growing> growing(Duration atLeast) {
		ClassHistogram first = this.histograms.peekFirst();
		ClassHistogram last = this.histograms.peekLast();
		if (first == null || last == null || this.histograms.size() < FEWEST_HISTOGRAMS
				|| Duration.between(first.at(), last.at()).compareTo(atLeast) < 0) {
			return List.of();
		}
		List<Growing> growing = new ArrayList<>();
		for (String name : last.classes().keySet()) {
			ClassHistogram.Count before = count(first, name);
			ClassHistogram.Count after = count(last, name);
			if (after.instances() - before.instances() >= LEAST_GROWTH && isSteady(name, first, last)
					&& !OldObject.isOwn(name)) {
				growing.add(new Growing(name, before, after, Duration.between(first.at(), last.at())));
			}
		}
		growing.sort(Comparator.comparingLong((Growing one) -> -one.bytes()));
		return growing;
	}

	/**
	 * The class that tells most about what grows, as all that grow at once are taken for
	 * one leak: an application class before a library's and that before the JDK's; of
	 * those the one with the fewest objects, as what is kept has parts that are more.
	 */
	@Nullable Growing mostTelling(List<Growing> growing) {
		int best = growing.stream().mapToInt((one) -> rank(one.className())).max().orElse(0);
		List<Growing> ranked = growing.stream().filter((one) -> rank(one.className()) == best).toList();
		if (best == 0) {
			return ranked.isEmpty() ? null : ranked.get(0);
		}
		long most = ranked.stream().mapToLong(Growing::instances).max().orElse(0);
		return ranked.stream()
			.filter((one) -> one.instances() >= NOTABLE * most)
			.min(Comparator.comparingLong(Growing::instances).thenComparingLong((one) -> -one.bytes()))
			.orElse(null);
	}

	private int rank(String className) {
		if (this.naming.isApplication(className)) {
			return 3;
		}
		boolean part = Internals.isPart(className);
		return !Internals.isJdk(className) ? (part ? 1 : 2) : 0;
	}

	private boolean isSteady(String name, ClassHistogram first, ClassHistogram last) {
		double perMilli = (double) (count(last, name).instances() - count(first, name).instances())
				/ Math.max(1, Duration.between(first.at(), last.at()).toMillis());
		ClassHistogram before = first;
		for (ClassHistogram histogram : this.histograms) {
			if (histogram != first) {
				long gained = count(histogram, name).instances() - count(before, name).instances();
				long millis = Duration.between(before.at(), histogram.at()).toMillis();
				if (gained < STEADY * perMilli * millis) {
					return false;
				}
				before = histogram;
			}
		}
		return true;
	}

	private static ClassHistogram.Count count(ClassHistogram histogram, String name) {
		return histogram.classes().getOrDefault(name, ClassHistogram.Count.NONE);
	}

	/**
	 * A class whose objects get more.
	 *
	 * @param before in the first histogram
	 * @param after in the last
	 * @param over time between the two
	 */
	record Growing(String className, ClassHistogram.Count before, ClassHistogram.Count after, Duration over) {

		long instances() {
			return this.after.instances() - this.before.instances();
		}

		long bytes() {
			return this.after.bytes() - this.before.bytes();
		}

	}

}
