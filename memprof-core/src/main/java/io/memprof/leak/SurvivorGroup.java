package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Surviving objects that one path of application code allocated.
 *
 * @param path application frames, outermost first; library frames where there is no
 * application frame
 * @param objects those that live now
 * @param firstBirth allocation time of the oldest object this path was ever seen to keep
 */
record SurvivorGroup(List<String> path, List<OldObject> objects, Instant firstBirth) {

	private static final int QUARTERS = 4;

	SurvivorGroup {
		path = List.copyOf(path);
		objects = List.copyOf(objects);
	}

	/**
	 * How old the living objects are, compared with the time since the path first kept
	 * one.
	 * @param from objects allocated before do not count
	 * @param to objects allocated later do not count
	 */
	Ages ages(Instant from, Instant to) {
		return ages(this.objects, from, to);
	}

	/**
	 * The same for some of the objects.
	 */
	Ages ages(List<OldObject> some, Instant from, Instant to) {
		Instant begin = this.firstBirth.isAfter(from) ? this.firstBirth : from;
		Duration window = Duration.between(begin, to);
		int[] quarters = new int[QUARTERS];
		Instant oldest = to;
		for (OldObject object : some) {
			long at = Duration.between(begin, object.allocatedAt()).toMillis();
			if (at >= 0 && at < window.toMillis()) {
				quarters[(int) (at * QUARTERS / window.toMillis())]++;
				oldest = object.allocatedAt().isBefore(oldest) ? object.allocatedAt() : oldest;
			}
		}
		return new Ages(window, Duration.between(oldest, to), quarters);
	}

	/**
	 * Objects by age. What is bounded by time, replaced or dropped at once has no old
	 * objects; what was filled once has them all of one age. That the newest are few says
	 * nothing: JFR's sampler takes in ever fewer objects while those it has stay alive.
	 *
	 * @param window time since the path first kept an object
	 * @param oldest age of the oldest living one
	 * @param quarters how many were allocated in each quarter of the window, oldest first
	 */
	record Ages(Duration window, Duration oldest, int[] quarters) {

		/**
		 * Objects outside the fullest quarter that tell a stream from a single filling.
		 */
		private static final int FEWEST_OF_OTHER_AGES = 3;

		private static final int FEWEST_QUARTERS = 3;

		private static final double WHOLE = 0.85;

		/**
		 * A queue that takes in twice what it gives out holds objects of the younger half
		 * of its life.
		 */
		private static final double HALF = 0.45;

		int objects() {
			return Arrays.stream(this.quarters).sum();
		}

		/** How many were allocated in the first half of the window. */
		int olderHalf() {
			return this.quarters[0] + this.quarters[1];
		}

		/** Whether they were allocated over time rather than at once. */
		boolean spread() {
			int most = Arrays.stream(this.quarters).max().orElse(0);
			long covered = Arrays.stream(this.quarters).filter((count) -> count > 0).count();
			return objects() - most >= FEWEST_OF_OTHER_AGES && covered >= FEWEST_QUARTERS;
		}

		/** Whether the oldest ever kept, or nearly, still live. */
		boolean reachBack() {
			return this.oldest.toMillis() >= WHOLE * this.window.toMillis();
		}

		/** Whether objects of the younger half live. */
		boolean reachHalfBack() {
			return this.oldest.toMillis() >= HALF * this.window.toMillis();
		}

		@Override
		public String toString() {
			return objects() + " objects, the oldest " + this.oldest.toSeconds() + " s old, allocated over "
					+ this.window.toSeconds() + " s, by quarter " + Arrays.toString(this.quarters);
		}

	}

}
