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

	private static final int SLICES = 4;

	/**
	 * A quarter with less than this part of the objects is bare. JFR's sampler takes in
	 * ever fewer objects as those it has stay alive, so the newest quarter of a leak is
	 * thin.
	 */
	private static final int FEW = 50;

	SurvivorGroup {
		path = List.copyOf(path);
		objects = List.copyOf(objects);
	}

	/**
	 * How evenly the living objects are spread over the time since the path first kept
	 * one. A leak keeps objects of every age; what is bounded by time, replaced or
	 * dropped at once has no old ones, and what was filled once has no young ones.
	 */
	Ages ages(Instant from, Instant to) {
		Instant begin = this.firstBirth.isAfter(from) ? this.firstBirth : from;
		Duration span = Duration.between(begin, to);
		int[] slices = new int[SLICES];
		int counted = 0;
		for (OldObject object : this.objects) {
			long age = Duration.between(begin, object.allocatedAt()).toMillis();
			if (age >= 0 && age < span.toMillis()) {
				slices[(int) (age * SLICES / span.toMillis())]++;
				counted++;
			}
		}
		return new Ages(span, counted, slices);
	}

	/**
	 * Objects by time of allocation.
	 *
	 * @param span time between the first and the last that count
	 * @param objects how many
	 * @param slices how many in each quarter of the span, oldest first
	 */
	record Ages(Duration span, int objects, int[] slices) {

		/**
		 * Whether no quarter is bare: the oldest and the newest must have their part, and
		 * with few objects one in the middle may be missing.
		 */
		boolean even() {
			int least = Math.max(1, this.objects / FEW);
			long bare = Arrays.stream(this.slices).filter((count) -> count < least).count();
			boolean ends = this.slices[0] >= least && this.slices[SLICES - 1] >= least;
			return ends && bare <= ((this.objects < 12) ? 1 : 0);
		}

		@Override
		public String toString() {
			return this.objects + " objects over " + this.span.toSeconds() + " s, by quarter "
					+ Arrays.toString(this.slices);
		}

	}

}
