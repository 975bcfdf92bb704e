package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;
import io.memprof.unit.MebiBytes;
import org.jspecify.annotations.Nullable;

/**
 * Objects on the heap that accumulate, with what proves it.
 *
 * @param groups paths that allocate them, largest first; one leak may have several
 * @param ages of the largest group
 * @param point where they accumulate, or {@code null} without a walk
 * @param proof in words
 */
record HeapSuspect(List<SurvivorGroup> groups, SurvivorGroup.Ages ages, @Nullable AccumulationPoint point,
		String proof) implements Suspect {

	HeapSuspect {
		groups = List.copyOf(groups);
	}

	/**
	 * One leak seen through several paths is one: suspects with one holder are merged.
	 */
	static List<HeapSuspect> merge(List<HeapSuspect> suspects) {
		Map<String, HeapSuspect> byHolder = new LinkedHashMap<>();
		for (HeapSuspect suspect : suspects) {
			String key = (suspect.point != null) ? suspect.point.key() : String.join(">", suspect.groups.get(0).path());
			byHolder.merge(key, suspect, HeapSuspect::with);
		}
		return List.copyOf(byHolder.values());
	}

	int objects() {
		return this.groups.stream().mapToInt((group) -> group.objects().size()).sum();
	}

	/** Classes of the sampled objects. */
	Set<String> classes() {
		return this.groups.stream()
			.flatMap((group) -> group.objects().stream())
			.map(OldObject::className)
			.collect(Collectors.toSet());
	}

	/** Classes whose code allocates them. */
	Set<String> frameTypes() {
		return typicalStack(this.groups.get(0)).stream().map(StackFrame::type).collect(Collectors.toSet());
	}

	/**
	 * The same with a holder that a search has found.
	 */
	HeapSuspect heldAt(AccumulationPoint point) {
		return new HeapSuspect(this.groups, this.ages, point, this.proof + "; the holder was found by a search");
	}

	@Override
	public String className() {
		return (this.point != null) ? this.point.elementClass() : mostTelling(this.groups.get(0).objects());
	}

	@Override
	public LeakInfo reported(int survivors, @Nullable Growth growth, ComponentNaming naming,
			ToLongFunction<String> sizeOf, BeanNames beans, Instant now) {
		return toLeak((double) objects() / Math.max(1, survivors), growth, naming, sizeOf, beans, now);
	}

	/**
	 * The leak for the report.
	 * @param share part of the growth of the live heap that these objects are
	 * @param growth of the live heap, or {@code null} when unknown
	 */
	LeakInfo toLeak(double share, @Nullable Growth growth, ComponentNaming naming, ToLongFunction<String> sizeOf,
			BeanNames beans, Instant now) {
		SurvivorGroup main = this.groups.get(0);
		List<StackFrame> stack = typicalStack(main);
		Growth own = (growth != null)
				? new Growth(Math.max(0, growth.mbPerHour() * share), growth.low() * share, growth.high() * share)
				: new Growth(0, 0, 0);
		double perSecond = MebiBytes.toBytes(own.mbPerHour()) / 3600.0;
		long least = main.objects().stream().mapToLong((object) -> sizeOf.applyAsLong(object.className())).sum();
		long bytes = Math.max(least, Math.round(perSecond * this.ages.window().toSeconds()));
		StackFrame site = site(stack, main, naming);
		Holder holder = (this.point != null) ? this.point.holder(beans)
				: Holder.unknown("no walk to the GC roots was made for it");
		List<Reason> evidence = new ArrayList<>();
		evidence.add(new Reason("sampled objects of this path stay alive", this.ages.toString(),
				"the oldest still live, and not all of one age", true));
		evidence.add(new Reason("they are held, not just uncollected", this.proof,
				"reachable or survived an old collection", true));
		String siteName = (site != null) ? site.toString() : "unknown";
		return new LeakInfo(Fingerprint.of(LeakKind.HEAP, className(), main.path()), LeakStatus.NEW, LeakKind.HEAP,
				naming.component(stack), Severity.of(MebiBytes.fromBytes(bytes), own.mbPerHour()), className(),
				siteName, naming.operation(stack), stack.stream().map(StackFrame::toString).toList(), holder,
				count(bytes, main.objects(), sizeOf), bytes, own, confidence(), now, now, evidence,
				Advice.of(LeakKind.HEAP, holder, siteName));
	}

	private HeapSuspect with(HeapSuspect other) {
		List<SurvivorGroup> all = new ArrayList<>(this.groups);
		all.addAll(other.groups);
		all.sort(Comparator.comparingInt((SurvivorGroup group) -> -group.objects().size()));
		return new HeapSuspect(all, (all.get(0) == this.groups.get(0)) ? this.ages : other.ages, this.point,
				this.proof);
	}

	/** Laplace's rule of succession: so many survivors and no death. */
	private double confidence() {
		double survived = objects();
		double byAges = (survived + 1) / (survived + 2);
		return (this.point != null) ? byAges : byAges * 0.9;
	}

	/** Each sample stands for the same bytes, so for more objects when they are small. */
	private static long count(long bytes, List<OldObject> objects, ToLongFunction<String> sizeOf) {
		double perSample = (double) bytes / objects.size();
		double count = objects.stream()
			.mapToDouble((object) -> perSample / Math.max(1, sizeOf.applyAsLong(object.className())))
			.sum();
		return Math.max(objects.size(), Math.round(count));
	}

	/** The stack that most of the objects share. */
	private static List<StackFrame> typicalStack(SurvivorGroup group) {
		Map<List<StackFrame>, Integer> counts = new LinkedHashMap<>();
		group.objects().forEach((object) -> counts.merge(object.stack(), 1, Integer::sum));
		return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(List.of());
	}

	/**
	 * The frame on the stack at which the group's path ends; for a constructor, the code
	 * that calls it.
	 */
	private static @Nullable StackFrame site(List<StackFrame> stack, SurvivorGroup group, ComponentNaming naming) {
		List<String> path = group.path();
		int end = path.size() - 1;
		while (end > 0 && path.get(end).endsWith(".<init>")) {
			end--;
		}
		for (StackFrame frame : stack) {
			if (frame.name().equals(path.get(end))) {
				return frame;
			}
		}
		return naming.site(stack);
	}

	/**
	 * Without a chain: an application class before a library's, that before a JDK one.
	 */
	private static String mostTelling(List<OldObject> objects) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		objects.forEach((object) -> counts.merge(object.className(), 1, Integer::sum));
		return counts.entrySet()
			.stream()
			.max(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> Internals.isJdk(entry.getKey())
					? (entry.getKey().endsWith("[]") ? 0 : 1) : 2)
				.thenComparing(Map.Entry.comparingByValue()))
			.map(Map.Entry::getKey)
			.orElse("unknown");
	}

}
