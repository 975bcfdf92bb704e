package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.memprof.allocation.ComponentNaming;
import org.jspecify.annotations.Nullable;

/**
 * What one walk to the GC roots said about the objects of one path.
 *
 * @param at when
 * @param path application frames, outermost first
 * @param complete whether the walk ended before its cutoff; else what it did not find may
 * be held all the same
 * @param objects how many were looked for
 * @param ages of those
 * @param reachable those that a chain was found for
 * @param reachableAges ages of those
 * @param contemporaries how many were looked for of those that are not older than the
 * oldest reachable one
 * @param place where they accumulate
 * @param before finding of an earlier walk for this path, or {@code null}; it keeps none
 * itself
 */
record WalkFinding(Instant at, List<String> path, boolean complete, int objects, SurvivorGroup.Ages ages,
		List<OldObject> reachable, SurvivorGroup.Ages reachableAges, int contemporaries, Place place,
		@Nullable WalkFinding before) {

	/**
	 * Fewer chains than this prove nothing, neither in all nor to the older objects: of a
	 * container whose entries expire the oldest parts stay, the root of a tree say.
	 */
	private static final int FEWEST = 3;

	/** A queue that fills ages at least so much faster than it would at rest. */
	private static final double AGEING = 0.3;

	/**
	 * Of what accumulates a whole walk finds nearly all, and of a queue all that came in
	 * after the oldest; of what comes and goes many are dead and not collected yet.
	 */
	private static final double MOST = 0.7;

	/**
	 * A walk that was cut short finds the older ones as well as the younger, and what was
	 * found lives as well as what was not.
	 */
	private static final double ALIKE = 0.5;

	static WalkFinding of(HeapEvidence.Walk walk, SurvivorGroup group, List<OldObject> walked, Instant from, Instant to,
			@Nullable WalkFinding before, ComponentNaming naming) {
		Set<OldObject.Key> wanted = new HashSet<>();
		group.objects().forEach((object) -> wanted.add(object.key()));
		List<OldObject> reachable = walked.stream()
			.filter((object) -> object.chain() != null && wanted.contains(object.key()))
			.toList();
		SurvivorGroup.Ages reachableAges = group.ages(reachable, from, to);
		Instant oldest = to.minus(reachableAges.oldest());
		List<OldObject> contemporaries = group.objects()
			.stream()
			.filter((object) -> !object.allocatedAt().isBefore(oldest))
			.toList();
		return new WalkFinding(walk.at(), group.path(), walk.complete(), group.objects().size(), group.ages(from, to),
				reachable, reachableAges, group.ages(contemporaries, from, to).objects(),
				Place.of(reachable, (some) -> group.ages(some, from, to), naming),
				(before != null) ? before.alone() : null);
	}

	/**
	 * Whether the group's objects that are really held accumulate. Those that no chain
	 * was found for may be garbage, or lie beyond the cutoff, and do not count.
	 */
	boolean proves(SurvivorGroup group, Windows windows) {
		if (this.reachable.size() < FEWEST || point() == null || !this.place.ages().spread() || !standsFor(group)) {
			return false;
		}
		if (isOfLinkedObjects()) {
			return this.place.ages().reachBack() || fillsLikeAQueue(windows);
		}
		if (this.complete && this.reachableAges.objects() < MOST * this.contemporaries) {
			return false;
		}
		boolean oldStay = this.complete ? this.reachableAges.olderHalf() >= MOST * this.ages.olderHalf() : !thinsOut();
		return (this.place.ages().olderHalf() >= FEWEST && this.place.ages().reachBack() && oldStay)
				|| fillsLikeAQueue(windows);
	}

	/**
	 * Whether a walk that was cut short found a smaller part of the older ones than of
	 * the younger.
	 */
	private boolean thinsOut() {
		return this.reachableAges.olderHalf() * this.ages.objects() < ALIKE * this.ages.olderHalf()
				* this.reachableAges.objects();
	}

	/**
	 * Whether the holder lets go of what only it knows, but not before a collection of
	 * old objects: then being reachable proves nothing by itself.
	 */
	boolean isClearedByCollector() {
		return WeakKeys.clear(this.reachable, FEWEST);
	}

	/**
	 * Whether they hang one behind the other: then the walk finds the first ones only, as
	 * it follows no chain beyond some thousand objects.
	 */
	boolean isOfLinkedObjects() {
		return point() != null && point().linked() && this.reachable.size() >= FEWEST;
	}

	/**
	 * This finding with the ages of an earlier one, if it finds again what is left of
	 * that: how the objects accumulated is known, and that they are held still. Of later
	 * ones the sampler may have taken in too few to show it once more.
	 */
	WalkFinding continuing(WalkFinding earlier, SurvivorGroup group) {
		List<OldObject> left = group.objects().stream().filter(earlier::found).toList();
		long again = left.stream().filter(this::found).count();
		return (again < FEWEST || again < MOST * left.size()) ? this
				: new WalkFinding(this.at, this.path, earlier.complete, this.objects, earlier.ages, this.reachable,
						earlier.reachableAges, earlier.contemporaries, new Place(point(), earlier.place.ages()),
						earlier.before);
	}

	/**
	 * Whether what the walk found still stands for the group: of the objects that the
	 * walk looked for, those that it found live as well as the others do. The sampler
	 * forgets both alike, but when a holder lets go of its objects only they die, and
	 * what a walk said of them is no proof for what else their path allocates.
	 */
	boolean standsFor(SurvivorGroup group) {
		List<OldObject> looked = group.objects()
			.stream()
			.filter((object) -> !object.allocatedAt().isAfter(this.at))
			.toList();
		long found = looked.stream().filter(this::found).count();
		return found > 0 && found * this.objects >= ALIKE * looked.size() * this.reachable.size();
	}

	/** Whether this finding speaks of that group: one path continues the other. */
	boolean concerns(SurvivorGroup group) {
		int common = Math.min(this.path.size(), group.path().size());
		return this.path.subList(0, common).equals(group.path().subList(0, common));
	}

	/**
	 * What comes in first goes out first, but more comes in: the oldest object in one
	 * place gets ever older. With a timeout its age stands still, after a while: what
	 * usually has one is no queue. What is dropped now and then does not reach back for
	 * long.
	 */
	private boolean fillsLikeAQueue(Windows windows) {
		WalkFinding earlier = this.before;
		boolean mayHaveTimeout = point() != null && point().usuallyExpires();
		if (earlier == null || !isAtTheSamePlaceAs(earlier) || mayHaveTimeout || !this.place.ages().reachHalfBack()
				|| this.place.ages().window().compareTo(windows.queueAccumulation()) < 0) {
			return false;
		}
		Duration between = Duration.between(earlier.at, this.at);
		Duration aged = this.place.ages().oldest().minus(earlier.place.ages().oldest());
		return aged.toMillis() >= AGEING * between.toMillis();
	}

	private boolean isAtTheSamePlaceAs(WalkFinding other) {
		return point() != null && other.point() != null && point().isLike(other.point());
	}

	/** As proof that they are held. */
	String inWords() {
		return this.reachable.size() + " of " + this.objects + " found from the GC roots at " + this.at;
	}

	private boolean found(OldObject object) {
		return this.reachable.stream().anyMatch(object::isSameAs);
	}

	private WalkFinding alone() {
		return new WalkFinding(this.at, this.path, this.complete, this.objects, this.ages, List.of(),
				this.reachableAges, this.contemporaries, this.place, null);
	}

	/** Age of the oldest object that was found where they accumulate. */
	Duration oldest() {
		return this.place.ages.oldest();
	}

	/** Where they accumulate, or {@code null}. */
	@Nullable AccumulationPoint point() {
		return this.place.point;
	}

	/**
	 * Where reachable objects are kept. What one path keeps in several places makes
	 * nothing in one of them older or younger.
	 *
	 * @param point the container, or {@code null}
	 * @param ages of the objects there
	 */
	private record Place(@Nullable AccumulationPoint point, SurvivorGroup.Ages ages) {

		/**
		 * Of all places the widest whose objects are of many ages, else the widest. One
		 * that only a variable on a stack leads to comes after one with an owner: it may
		 * be a thread local like the others, of a thread at work.
		 */
		static Place of(List<OldObject> reachable, Function<List<OldObject>, SurvivorGroup.Ages> ages,
				ComponentNaming naming) {
			Place widest = null;
			Place onStack = null;
			List<OldObject> rest = new ArrayList<>(reachable);
			AccumulationPoint point = pointOf(rest, naming);
			while (point != null) {
				AccumulationPoint here = point;
				Place place = new Place(here,
						ages.apply(rest.stream().filter((object) -> here.isOn(object.chain())).toList()));
				if (place.ages.spread() && place.ages.reachHalfBack()) {
					if (!here.isOnStack() && (onStack == null || place.ages.reachBack())) {
						return place;
					}
					onStack = (onStack != null) ? onStack : place;
				}
				widest = (widest != null) ? widest : place;
				rest.removeIf((object) -> here.isOn(object.chain()));
				point = pointOf(rest, naming);
			}
			return (onStack != null) ? onStack : (widest != null) ? widest : new Place(null, ages.apply(List.of()));
		}

		private static @Nullable AccumulationPoint pointOf(List<OldObject> objects, ComponentNaming naming) {
			return AccumulationPoint.of(objects.stream().map(OldObject::chain).toList(), naming);
		}

	}

}
