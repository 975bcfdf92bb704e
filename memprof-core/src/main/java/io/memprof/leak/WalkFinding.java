package io.memprof.leak;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What one walk to the GC roots said about the objects of one path.
 *
 * @param at when
 * @param path application frames, outermost first
 * @param objects how many were looked for
 * @param reachable those that a chain was found for
 * @param complete whether the walk ended by itself, so that the others are garbage
 * @param point where they accumulate, or {@code null}
 */
record WalkFinding(Instant at, List<String> path, int objects, List<OldObject> reachable, boolean complete,
		@Nullable AccumulationPoint point) {

	/** Fewer chains than this prove nothing. */
	private static final int FEWEST = 3;

	static WalkFinding of(Instant at, SurvivorGroup group, List<OldObject> walked, boolean complete) {
		Set<OldObject.Key> wanted = new HashSet<>();
		group.objects().forEach((object) -> wanted.add(object.key()));
		List<OldObject> reachable = walked.stream()
			.filter((object) -> object.chain() != null && wanted.contains(object.key()))
			.toList();
		List<ReferenceChain> chains = reachable.stream().map(OldObject::chain).toList();
		return new WalkFinding(at, group.path(), group.objects().size(), reachable, complete,
				AccumulationPoint.of(chains));
	}

	/**
	 * Whether the objects that are really held accumulate: the old ones among them are
	 * still held, and when the walk was complete, those held alone are of every age.
	 */
	boolean proves(SurvivorGroup group, Windows windows, Instant from) {
		if (this.reachable.size() < FEWEST || this.point == null) {
			return false;
		}
		SurvivorGroup held = new SurvivorGroup(this.path, this.reachable, group.firstBirth());
		SurvivorGroup.Ages ages = held.ages(from, this.at.minus(windows.youngest()));
		return this.complete ? ages.even() : ages.slices()[0] > 0;
	}

	/** Whether this finding speaks of that group: one path continues the other. */
	boolean concerns(SurvivorGroup group) {
		int common = Math.min(this.path.size(), group.path().size());
		return this.path.subList(0, common).equals(group.path().subList(0, common));
	}

}
