package io.memprof.leak;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;
import io.memprof.unit.ThreadUse;
import org.jspecify.annotations.Nullable;

/**
 * Evidence where surviving objects cannot be sampled: the containers that grow, which
 * searches find without a pause, and where the live heap rises faster than those explain,
 * the classes that grow, from histograms within the pause budget.
 * <p>
 * Ages of objects are not known here. So growth must go on throughout; what is emptied,
 * flattens or is bounded by design is no leak. For one thread, but for {@link #sites()}.
 */
final class GrowthEvidence {

	/** Searches use at most this part of a processor. */
	private static final int SEARCH_PART = 25;

	/** Searches in the least time of accumulation. */
	private static final int SEARCHES = 10;

	/** Histograms in that time. */
	private static final int HISTOGRAMS = 5;

	/** Time between the first and the last of them, as a part of it. */
	private static final double BETWEEN_HISTOGRAMS = 0.6;

	/** Growing containers explain the live heap when they are so much of its growth. */
	private static final double EXPLAINED = 0.5;

	/** What a task may take whose object hangs behind closed fields of the JDK. */
	private static final double LARGEST_TASK = 1 << 20;

	/** References for each object, above which it may hang on them. */
	private static final double CLEARABLE = 0.5;

	private static final int MAX_REMEMBERED = 200;

	private final Windows windows;

	private final ComponentNaming naming;

	private final HolderSearch search;

	private final ClassHistogram.Source histograms;

	private final WalkBudget pauses;

	private final AllocationSites sites;

	private final HolderGrowth holders = new HolderGrowth();

	private final ClassGrowth classes;

	/** A leak keeps the stack that it was first reported with. */
	private final Map<String, List<StackFrame>> stacks = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, List<StackFrame>> eldest) {
			return size() > MAX_REMEMBERED;
		}
	};

	private Holders latest = Holders.NONE;

	private Instant nextSearch = Instant.EPOCH;

	private Instant lastSearch = Instant.EPOCH;

	private boolean mayNotSearch;

	/**
	 * Evidence of one session.
	 * @param pauseBudget of one histogram
	 */
	GrowthEvidence(Windows windows, ComponentNaming naming, HolderSearch search, ClassHistogram.Source histograms,
			Duration pauseBudget) {
		this.windows = windows;
		this.naming = naming;
		this.search = search;
		this.histograms = histograms;
		this.pauses = WalkBudget.forHistograms(pauseBudget, windows.accumulation().dividedBy(HISTOGRAMS));
		this.sites = new AllocationSites(naming);
		this.classes = new ClassGrowth(naming);
	}

	/**
	 * Where classes are allocated.
	 */
	AllocationSites sites() {
		return this.sites;
	}

	/**
	 * Searches when it is time and says what accumulates.
	 * @param from what was held before belongs to start-up
	 * @param trend of the live heap, or {@code null}
	 * @param bytesPerSecond allocated by the application
	 * @param mayPause whether a histogram may be taken
	 */
	HeapEvidence.Outcome assess(Instant now, Instant from, FloorSeries.@Nullable Trend trend, long liveBytes,
			double bytesPerSecond, boolean mayPause) throws InterruptedException {
		if (now.isBefore(from)) {
			return HeapEvidence.Outcome.NOTHING;
		}
		search(now, this.sites.applicationClasses());
		List<Suspect> held = new ArrayList<>();
		List<Suspect> bounded = new ArrayList<>();
		judge(risingThroughout(now), new AllocationSites(this.naming), now, bytesPerSecond, held, bounded);
		boolean rises = trend != null && trend.rises();
		if (trend == null || !rises) {
			this.classes.clear();
		}
		if (trend == null || !rises || explain(risingOfLate(now), trend)) {
			return new HeapEvidence.Outcome(held, bounded, List.of(), 0, false);
		}
		// searches, which cost no pause, have their time first
		boolean searched = !now.isBefore(from.plus(this.windows.accumulation().multipliedBy(2).dividedBy(3)));
		if (mayPause && searched && this.pauses.isTime(now)) {
			long slowed = Math.round(liveBytes * this.histograms.slowness());
			if (this.pauses.affords(now, slowed)) {
				takeHistogram(now, slowed);
			}
		}
		held.addAll(unexplained(now, trend));
		return new HeapEvidence.Outcome(held, bounded, List.of(), 0, false);
	}

	/**
	 * Where surviving objects have proven nothing: containers whose growth is most of
	 * that of the live heap. Where collections are rare, objects that the next one frees
	 * take the sampler's 256 places, those that allocate most first; and on a busy
	 * machine a walk is over before it has found enough. The few that have lived for long
	 * tell the site all the same.
	 * @param living sampled objects
	 */
	HeapEvidence.Outcome beyondSamples(HeapEvidence.Outcome outcome, List<OldObject> living, Instant from,
			FloorSeries.@Nullable Trend trend, double bytesPerSecond, Instant now) throws InterruptedException {
		if (trend == null || !trend.rises() || now.isBefore(from) || !outcome.held().isEmpty()) {
			return outcome;
		}
		search(now, this.sites.applicationClasses());
		List<HolderGrowth.Rising> rising = risingThroughout(now);
		if (!explain(rising, trend)) {
			return outcome;
		}
		List<Suspect> held = new ArrayList<>();
		List<Suspect> bounded = new ArrayList<>(outcome.bounded());
		judge(rising, sitesOf(living, now), now, bytesPerSecond, held, bounded);
		return new HeapEvidence.Outcome(held, bounded, outcome.unproven(), outcome.survivors(), outcome.wantsWalk());
	}

	private List<HolderGrowth.Rising> risingThroughout(Instant now) {
		return apart(this.holders.rising(seenAt(now), this.windows.accumulation()));
	}

	/** Tells those that are bounded by design from the ones that are not. */
	private void judge(List<HolderGrowth.Rising> all, AllocationSites ofSurvivors, Instant now, double bytesPerSecond,
			List<Suspect> held, List<Suspect> bounded) {
		for (HolderGrowth.Rising rising : all) {
			AccumulationPoint point = rising.container().point();
			HolderSuspect suspect = new HolderSuspect(rising, stackOf(rising, ofSurvivors, bytesPerSecond));
			if (point.bound() != null) {
				bounded.add(suspect);
			}
			else if (!mayYetExpire(rising, now)) {
				held.add(suspect);
			}
		}
	}

	/** Where those were allocated that have lived for half of the least time. */
	private AllocationSites sitesOf(List<OldObject> living, Instant now) {
		AllocationSites sites = new AllocationSites(this.naming);
		Instant longAgo = now.minus(this.windows.accumulation().dividedBy(2));
		living.stream()
			.filter((object) -> object.allocatedAt().isBefore(longAgo))
			.forEach((object) -> sites.saw(object.className(), object.stack()));
		return sites;
	}

	/** What usually expires must have grown for longer than it usually lives. */
	private boolean mayYetExpire(HolderGrowth.Rising rising, Instant now) {
		return rising.container().point().usuallyExpires()
				&& this.holders.rising(seenAt(now), this.windows.expiry()).stream().noneMatch(rising::isOfSamePlace);
	}

	/**
	 * One leak is often seen in several containers, as an index and what it leads to: of
	 * those that have gained alike and hold objects of one class, or have one owner, only
	 * the one that grows by most bytes counts.
	 */
	private static List<HolderGrowth.Rising> apart(List<HolderGrowth.Rising> rising) {
		List<HolderGrowth.Rising> apart = new ArrayList<>();
		rising.stream()
			.sorted(Comparator.comparingDouble((HolderGrowth.Rising one) -> -one.bytesPerSecond()))
			.filter((one) -> apart.stream().noneMatch(one::isOneLeakWith))
			.forEach(apart::add);
		return apart;
	}

	/** Whether growing containers may account for most of the growth of the live heap. */
	private static boolean explain(List<HolderGrowth.Rising> rising, FloorSeries.Trend trend) {
		double explained = rising.stream()
			.mapToDouble((one) -> one.container().opaque() ? one.trend().line().slope() * LARGEST_TASK
					: one.bytesPerSecond())
			.sum();
		return explained >= EXPLAINED * trend.line().slope();
	}

	/**
	 * The container that holds objects of a kind, one that grows before one that does
	 * not, or {@code null} when none was found. Searches anew when it is time.
	 * @param element by binary name, {@code java.nio.DirectByteBuffer} say
	 * @param classes whose static fields are searched too
	 */
	@Nullable HeldContainer holderOf(Predicate<String> element, Collection<String> classes, Instant now)
			throws InterruptedException {
		search(now, classes);
		HeldContainer rising = risingWith(element, now);
		return (rising != null) ? rising : this.latest.holderOf(element);
	}

	/**
	 * Completes what sampled objects say: names the holder of suspects that no walk has
	 * found, sees whether a holder has a bound, and proves suspects whose holder grows,
	 * found without a pause.
	 * @param from what was allocated before does not count
	 */
	HeapEvidence.Outcome completed(HeapEvidence.Outcome outcome, Instant from, Instant now)
			throws InterruptedException {
		List<HeapSuspect> suspects = new ArrayList<>();
		outcome.held().forEach((suspect) -> suspects.add((HeapSuspect) suspect));
		outcome.bounded().forEach((suspect) -> suspects.add((HeapSuspect) suspect));
		List<HeapSuspect> unproven = outcome.unproven()
			.stream()
			.map((group) -> new HeapSuspect(List.of(group), group.ages(from, now.minus(this.windows.youngest())), null,
					"unproven"))
			.toList();
		if (suspects.isEmpty() && unproven.isEmpty()) {
			return outcome;
		}
		Set<String> code = new HashSet<>();
		suspects.forEach((suspect) -> code.addAll(suspect.frameTypes()));
		unproven.forEach((suspect) -> code.addAll(suspect.frameTypes()));
		search(now, code);
		List<HeapSuspect> held = new ArrayList<>();
		List<HeapSuspect> bounded = new ArrayList<>();
		List<SurvivorGroup> left = new ArrayList<>();
		for (HeapSuspect suspect : suspects) {
			HeapSuspect known = (suspect.point() == null) ? named(suspect, now) : sized(suspect);
			AccumulationPoint point = known.point();
			if (suspect.point() == null && point != null && point.mayYetExpire(known.ages().window(), this.windows)) {
				left.addAll(known.groups());
			}
			else {
				((point != null && point.bound() != null) ? bounded : held).add(known);
			}
		}
		for (HeapSuspect suspect : unproven) {
			HolderGrowth.Rising rising = risingHolderOf(suspect, now);
			if (rising == null || rising.container().point().mayYetExpire(suspect.ages().window(), this.windows)) {
				left.addAll(suspect.groups());
			}
			else {
				boolean moreTelling = rising.container().opaque() && !Internals.isJdk(suspect.className());
				AccumulationPoint point = moreTelling ? rising.container().point().accumulating(suspect.className())
						: rising.container().point();
				((point.bound() != null) ? bounded : held)
					.add(new HeapSuspect(suspect.groups(), suspect.ages(), point, rising.inWords()));
			}
		}
		return new HeapEvidence.Outcome(HeapSuspect.merge(held), HeapSuspect.merge(bounded), left, outcome.survivors(),
				outcome.wantsWalk());
	}

	/** The same holder as the search knows it, with its bound. */
	private HeapSuspect sized(HeapSuspect suspect) {
		AccumulationPoint point = suspect.point();
		HeldContainer container = (point != null) ? this.latest.withKey(point.key()) : null;
		return (point == null || container == null) ? suspect : new HeapSuspect(suspect.groups(), suspect.ages(),
				point.boundedBy(container.point().bound()), suspect.proof());
	}

	/**
	 * A container of the same objects; or one of tasks that nobody can look into, if the
	 * code of the application that allocates owns it.
	 */
	private HolderGrowth.@Nullable Rising risingHolderOf(HeapSuspect suspect, Instant now) {
		Set<String> code = suspect.frameTypes();
		Set<String> allocated = suspect.classes();
		return rising(now, (container) -> {
			Set<String> owners = new HashSet<>(container.owners());
			owners.retainAll(code);
			return container.holds((name) -> allocated.contains(name) && (!owners.isEmpty() || !Internals.isJdk(name)))
					|| (container.opaque() && owners.stream().anyMatch(this.naming::isApplication));
		});
	}

	/**
	 * A container of the code that allocates comes first; another one must at least be
	 * growing, as objects of one class may lie in several.
	 */
	private HeapSuspect named(HeapSuspect suspect, Instant now) {
		Set<String> code = suspect.frameTypes();
		Set<String> allocated = suspect.classes();
		HeldContainer holder = this.latest.ownedBy(code, allocated);
		if (holder == null) {
			holder = risingWith((name) -> allocated.contains(name) && !Internals.isJdk(name), now);
		}
		return (holder != null) ? suspect.heldAt(holder.point()) : suspect;
	}

	private @Nullable HeldContainer risingWith(Predicate<String> element, Instant now) {
		HolderGrowth.Rising rising = rising(now, (container) -> container.holds(element));
		return (rising != null) ? rising.container() : null;
	}

	private HolderGrowth.@Nullable Rising rising(Instant now, Predicate<HeldContainer> wanted) {
		return risingOfLate(now).stream().filter((rising) -> wanted.test(rising.container())).findFirst().orElse(null);
	}

	/** What has grown for half of the least time of accumulation. */
	private List<HolderGrowth.Rising> risingOfLate(Instant now) {
		return this.holders.rising(seenAt(now), this.windows.accumulation().dividedBy(2));
	}

	/**
	 * Whether to do without searches for now, and say what was known at the last one.
	 */
	void searches(boolean allowed) {
		this.mayNotSearch = !allowed;
	}

	/** What searches have used. */
	ThreadUse searchUse() {
		return this.search.used();
	}

	/** Time that passes without a search is no time in which something has grown. */
	private Instant seenAt(Instant now) {
		return this.mayNotSearch ? this.lastSearch : now;
	}

	/** Histograms in this session. */
	int histograms() {
		return this.pauses.walks();
	}

	/** Time that taking them took, an upper bound of their pauses. */
	Duration paused() {
		return this.pauses.paused();
	}

	void clear() {
		this.pauses.beginSession();
		this.holders.clear();
		this.classes.clear();
		this.sites.clear();
		this.stacks.clear();
		this.latest = Holders.NONE;
		this.nextSearch = Instant.EPOCH;
		this.lastSearch = Instant.EPOCH;
	}

	/** A rough figure from the numbers of what is held. */
	long heldBytes() {
		return this.sites.size() * 2_500L + this.holders.size() * 1_500L + this.classes.size() * 120L;
	}

	private void search(Instant now, Collection<String> classes) throws InterruptedException {
		if (this.mayNotSearch || now.isBefore(this.nextSearch)) {
			return;
		}
		this.lastSearch = now;
		this.latest = this.search.search(classes);
		this.holders.update(now, this.latest);
		Duration pace = this.windows.accumulation().dividedBy(SEARCHES);
		Duration rest = this.latest.cpu().multipliedBy(SEARCH_PART);
		this.nextSearch = now.plus((rest.compareTo(pace) > 0) ? rest : pace);
	}

	private void takeHistogram(Instant now, long slowedBytes) {
		ClassHistogram.Taken taken = this.histograms.take();
		if (taken == null) {
			return;
		}
		this.classes.add(ClassHistogram.parse(now, taken.table()));
		boolean useful = this.classes.histograms() <= ClassGrowth.FEWEST_HISTOGRAMS
				|| !this.classes.growing(betweenHistograms()).isEmpty();
		this.pauses.walked(now, Duration.ZERO, taken.pause(), slowedBytes, useful);
	}

	/**
	 * What grows and lies in no container that does, if the live heap has risen for long:
	 * neither ages nor a holder speak for it.
	 */
	private List<ClassSuspect> unexplained(Instant now, FloorSeries.Trend trend) {
		if (trend.seconds() < this.windows.accumulation().toSeconds()) {
			return List.of();
		}
		Set<String> explained = new HashSet<>();
		risingOfLate(now).forEach((rising) -> explained.addAll(rising.container().contents().keySet()));
		List<ClassGrowth.Growing> growing = this.classes.growing(betweenHistograms())
			.stream()
			.filter((one) -> Internals.isJdk(one.className()) || !explained.contains(one.className()))
			.toList();
		ClassGrowth.Growing telling = this.classes.mostTelling(growing);
		if (telling == null || growing.stream().anyMatch((one) -> mayBeCleared(one, telling))) {
			return List.of();
		}
		Set<String> parts = growing.stream().map(ClassGrowth.Growing::className).collect(Collectors.toSet());
		return List.of(new ClassSuspect(telling, growing,
				known(telling.className(), () -> this.sites.filling(telling.className(), parts, Set.of(), 0))));
	}

	/**
	 * Whether so many soft or weak references come with what grows that the collector may
	 * clear it: a histogram counts what only they know.
	 */
	private static boolean mayBeCleared(ClassGrowth.Growing references, ClassGrowth.Growing telling) {
		try {
			Class<?> type = Internals.isPart(references.className()) || references.className().contains("Reference")
					? BoundedHolders.load(references.className()) : Object.class;
			return (SoftReference.class.isAssignableFrom(type) || WeakReference.class.isAssignableFrom(type))
					&& references.instances() >= CLEARABLE * telling.instances();
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private Duration betweenHistograms() {
		return Duration.ofMillis(Math.round(this.windows.accumulation().toMillis() * BETWEEN_HISTOGRAMS));
	}

	private List<StackFrame> stackOf(HolderGrowth.Rising rising, AllocationSites ofSurvivors, double bytesPerSecond) {
		HeldContainer container = rising.container();
		String element = container.point().elementClass();
		Set<String> parts = container.contents().keySet();
		double share = (container.opaque() || bytesPerSecond <= 0) ? 0 : rising.bytesPerSecond() / bytesPerSecond;
		return known(container.point().key() + " " + element, () -> {
			List<StackFrame> survived = ofSurvivors.filling(element, parts, container.owners(), 0);
			return !survived.isEmpty() ? survived : this.sites.filling(element, parts, container.owners(), share);
		});
	}

	private List<StackFrame> known(String key, Supplier<List<StackFrame>> stack) {
		List<StackFrame> known = this.stacks.getOrDefault(key, List.of());
		if (known.isEmpty()) {
			known = stack.get();
			this.stacks.put(key, known);
		}
		return known;
	}

}
