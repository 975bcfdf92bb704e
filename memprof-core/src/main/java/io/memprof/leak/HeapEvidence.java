package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.memprof.allocation.ComponentNaming;
import org.jspecify.annotations.Nullable;

/**
 * Weighs the surviving objects: which paths accumulate them, and whether they are really
 * held.
 * <p>
 * JFR keeps a dead object among the survivors until a collection of the region it lies
 * in, which may never come under G1, Parallel or Serial. So accumulation alone proves
 * nothing: either an old collection has spared the objects, or a walk from the GC roots
 * has found them. For one thread.
 */
final class HeapEvidence {

	/** Samples of one path that count as a pattern: facts 5.4. */
	static final int FEWEST_OBJECTS = 5;

	private static final int MAX_FINDINGS = 100;

	private final Windows windows;

	private final SurvivingObjects survivors;

	private final List<WalkFinding> findings = new ArrayList<>();

	HeapEvidence(Windows windows, ComponentNaming naming) {
		this.windows = windows;
		this.survivors = new SurvivingObjects(naming);
	}

	/**
	 * Takes in a collection of samples.
	 * @param from objects allocated before belong to start-up
	 * @param walk what the walk was, or {@code null} when there was none
	 */
	void update(List<OldObject> objects, Instant from, @Nullable Walk walk) {
		this.survivors.update(objects, from);
		if (walk == null) {
			return;
		}
		for (SurvivorGroup group : this.survivors.groups(FEWEST_OBJECTS)) {
			this.findings.removeIf((finding) -> finding.concerns(group));
			this.findings.add(WalkFinding.of(walk.at(), group, objects, walk.complete()));
		}
		while (this.findings.size() > MAX_FINDINGS) {
			this.findings.remove(0);
		}
	}

	/**
	 * What the evidence says now.
	 * @param spared end of the last collection that freed old objects, where that has to
	 * serve as proof because no walk can be made; else {@code null}
	 */
	Outcome assess(Instant now, Instant from, @Nullable Instant spared) {
		List<HeapSuspect> held = new ArrayList<>();
		List<HeapSuspect> bounded = new ArrayList<>();
		List<SurvivorGroup> unproven = new ArrayList<>();
		for (SurvivorGroup group : this.survivors.groups(FEWEST_OBJECTS)) {
			SurvivorGroup.Ages ages = group.ages(from, now.minus(this.windows.youngest()));
			if (!ages.even() || ages.span().compareTo(this.windows.accumulation()) < 0) {
				continue;
			}
			WalkFinding finding = findingOf(group);
			String proof = proof(group, finding, from, spared);
			AccumulationPoint point = (finding != null) ? finding.point() : null;
			if (proof == null) {
				unproven.add(group);
			}
			else if (point != null && point.bound() != null) {
				bounded.add(new HeapSuspect(List.of(group), ages, point, proof));
			}
			else {
				held.add(new HeapSuspect(List.of(group), ages, point, proof));
			}
		}
		return new Outcome(HeapSuspect.merge(held), HeapSuspect.merge(bounded), unproven, this.survivors.size());
	}

	/**
	 * Whether a walk would bring something that is not known.
	 */
	boolean wantsWalk(Outcome outcome) {
		return !outcome.unproven().isEmpty();
	}

	void clear() {
		this.survivors.clear();
		this.findings.clear();
	}

	/** Objects and findings held: a rough figure from their sizes. */
	long heldBytes() {
		long bytesPerObject = 4_000;
		return this.survivors.size() * bytesPerObject
				+ this.findings.stream().mapToLong((finding) -> finding.reachable().size()).sum() * bytesPerObject;
	}

	private @Nullable WalkFinding findingOf(SurvivorGroup group) {
		for (WalkFinding finding : this.findings) {
			if (finding.concerns(group)) {
				return finding;
			}
		}
		return null;
	}

	private @Nullable String proof(SurvivorGroup group, @Nullable WalkFinding finding, Instant from,
			@Nullable Instant spared) {
		if (finding != null) {
			return !finding.proves(group, this.windows, from) ? null : finding.reachable().size() + " of "
					+ finding.objects() + " found from the GC roots at " + finding.at();
		}
		if (spared == null) {
			return null;
		}
		SurvivorGroup.Ages ages = group.ages(from, spared);
		boolean longEnough = ages.span().compareTo(this.windows.accumulation()) >= 0;
		return (ages.objects() >= FEWEST_OBJECTS && ages.even() && longEnough)
				? ages.objects() + " survived the old collection at " + spared : null;
	}

	/**
	 * One walk to the GC roots.
	 *
	 * @param at when
	 * @param complete whether it ended before its cutoff
	 */
	record Walk(Instant at, boolean complete) {
	}

	/**
	 * What the evidence says.
	 *
	 * @param held objects that accumulate and are held
	 * @param bounded the same, in a holder that is bounded by design
	 * @param unproven paths that seem to accumulate objects which may be garbage
	 * @param survivors sampled objects that live
	 */
	record Outcome(List<HeapSuspect> held, List<HeapSuspect> bounded, List<SurvivorGroup> unproven, int survivors) {

		static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of(), 0);

		Outcome {
			held = List.copyOf(held);
			bounded = List.copyOf(bounded);
			unproven = List.copyOf(unproven);
		}

	}

}
