package io.memprof.leak;

import java.time.Duration;
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

	private final ComponentNaming naming;

	private final SurvivingObjects survivors;

	private final PathActivity activity;

	/** Least time that objects of a path must have accumulated. */
	private Duration accumulation;

	private boolean heapRises;

	private @Nullable Instant latestCycle;

	/** Old collection after which there was another one. */
	private @Nullable Instant cycleBefore;

	private final List<WalkFinding> findings = new ArrayList<>();

	HeapEvidence(Windows windows, ComponentNaming naming) {
		this.windows = windows;
		this.naming = naming;
		this.accumulation = windows.accumulation();
		this.survivors = new SurvivingObjects(naming);
		this.activity = new PathActivity(naming);
	}

	/**
	 * Old objects have been collected. The first collection clears a weak key, the next
	 * one frees the value; and a cycle is told several times.
	 */
	void collectedOld(Instant at) {
		if (this.latestCycle == null) {
			this.latestCycle = at;
		}
		else if (!at.isBefore(this.latestCycle.plus(this.windows.grace()))) {
			this.cycleBefore = this.latestCycle;
			this.latestCycle = at;
		}
	}

	/**
	 * Where the heap would be exhausted before objects have accumulated for long enough,
	 * a third of the time that is left must do. In a test a batch of seconds may press as
	 * much, and nobody has to be woken.
	 * @param seconds infinite unless the live heap rises beyond doubt
	 */
	void exhaustedIn(double seconds) {
		this.heapRises = seconds < Double.POSITIVE_INFINITY;
		double least = Math.max(this.windows.settled().toSeconds(), seconds / 3);
		Duration usual = this.windows.accumulation();
		this.accumulation = (this.windows.ofService() && least < usual.toSeconds())
				? Duration.ofSeconds(Math.round(least)) : usual;
	}

	/**
	 * Which paths allocate.
	 */
	PathActivity activity() {
		return this.activity;
	}

	/**
	 * Takes in a collection of samples.
	 * @param from objects allocated before belong to start-up
	 * @param walk when the GC roots were walked for it, or {@code null} when they were
	 * not
	 */
	void update(List<OldObject> objects, Instant from, @Nullable Walk walk) {
		this.survivors.update(objects, from);
		if (walk == null) {
			return;
		}
		for (SurvivorGroup group : this.survivors.groups(FEWEST_OBJECTS)) {
			WalkFinding before = findingOf(group);
			WalkFinding finding = WalkFinding.of(walk, group, objects, from, walk.at().minus(this.windows.youngest()),
					before, this.naming);
			boolean tellsLittle = (!walk.complete() && finding.reachable().size() < FEWEST_OBJECTS)
					|| (before != null && before.isOfLinkedObjects());
			if (before != null && before.proves(group, this.windows) && !finding.proves(group, this.windows)) {
				if (tellsLittle) {
					continue;
				}
				finding = this.heapRises ? finding.continuing(before, group) : finding;
			}
			this.findings.removeIf((known) -> known.concerns(group));
			this.findings.add(finding);
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
		boolean wantsWalk = false;
		for (SurvivorGroup group : this.survivors.groups(FEWEST_OBJECTS)) {
			SurvivorGroup.Ages ages = group.ages(from, now.minus(this.windows.youngest()));
			WalkFinding finding = findingOf(group);
			if (!accumulates(group, ages, finding, now)) {
				continue;
			}
			String proof = proof(group, finding, from, spared);
			AccumulationPoint point = (finding != null && finding.standsFor(group)) ? finding.point() : null;
			boolean outdated = finding != null && finding.at().isBefore(now.minus(ages.window().dividedBy(2)));
			if (proof != null && finding != null && point != null
					&& point.mayYetExpire(finding.oldest(), this.windows)) {
				unproven.add(group);
				wantsWalk |= !point.mayYetExpire(ages.oldest(), this.windows);
				continue;
			}
			wantsWalk |= proof == null || outdated;
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
		return new Outcome(HeapSuspect.merge(held), HeapSuspect.merge(bounded), unproven, this.survivors.size(),
				wantsWalk);
	}

	/** Sampled objects that live, without those of start-up. */
	List<OldObject> living() {
		return this.survivors.living();
	}

	void clear() {
		this.survivors.clear();
		this.findings.clear();
		this.latestCycle = null;
		this.cycleBefore = null;
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

	/**
	 * Objects of many ages, over long enough, from a path that goes on allocating. While
	 * the live heap rises, those that were proven to accumulate do so still as long as
	 * they live: the sampler may have no place for younger ones.
	 */
	private boolean accumulates(SurvivorGroup group, SurvivorGroup.Ages ages, @Nullable WalkFinding finding,
			Instant now) {
		boolean ofManyAges = (ages.spread() && ages.reachHalfBack())
				|| (this.heapRises && finding != null && finding.proves(group, this.windows));
		return ages.objects() >= FEWEST_OBJECTS && ofManyAges && ages.window().compareTo(this.accumulation) >= 0
				&& allocates(group, ages, now);
	}

	private boolean allocates(SurvivorGroup group, SurvivorGroup.Ages ages, Instant now) {
		if (!this.activity.isFed()) {
			return ages.quarters()[ages.quarters().length - 1] > 0;
		}
		Instant last = this.activity.lastSeen(group.path());
		Duration quiet = ages.window().dividedBy(4);
		Duration longest = (quiet.compareTo(this.windows.grace()) > 0) ? quiet : this.windows.grace();
		return last != null && last.plus(longest).isAfter(now);
	}

	/**
	 * What a walk could not prove stays unproven; where walks have become impossible
	 * since, the objects allocated after the last one are judged by themselves.
	 */
	private @Nullable String proof(SurvivorGroup group, @Nullable WalkFinding finding, Instant from,
			@Nullable Instant spared) {
		Instant old = this.cycleBefore;
		if (finding != null && finding.proves(group, this.windows)) {
			boolean held = !finding.isClearedByCollector() || (old != null && outlived(group, from, old));
			return held ? finding.inWords() : null;
		}
		if (finding != null && finding.isOfLinkedObjects() && old != null && outlived(group, from, old)) {
			return finding.inWords() + ", one behind the other, and all survived the old collection at " + old;
		}
		Instant since = (finding != null && finding.at().isAfter(from)) ? finding.at() : from;
		return (spared != null && outlived(group, since, spared)) ? "they survived the old collection at " + spared
				: null;
	}

	/** Whether an old collection has left objects of the whole window alive. */
	private boolean outlived(SurvivorGroup group, Instant from, Instant collection) {
		SurvivorGroup.Ages ages = group.ages(from, collection);
		return ages.objects() >= FEWEST_OBJECTS && ages.spread() && ages.reachBack()
				&& ages.window().compareTo(this.accumulation) >= 0;
	}

	/**
	 * One walk to the GC roots.
	 *
	 * @param at when
	 * @param complete whether it ended before its cutoff; else what it did not find may
	 * be held all the same
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
	 * @param wantsWalk whether a walk would bring something that is not known: proof, or
	 * whether what was held half of the time ago still is; of what usually expires it
	 * would not before there are samples older than that
	 */
	record Outcome(List<? extends Suspect> held, List<? extends Suspect> bounded, List<SurvivorGroup> unproven,
			int survivors, boolean wantsWalk) {

		static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of(), 0, false);

		Outcome {
			held = List.copyOf(held);
			bounded = List.copyOf(bounded);
			unproven = List.copyOf(unproven);
		}

	}

}
