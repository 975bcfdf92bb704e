package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationTotal;
import io.memprof.snapshot.MemoryLimits;
import io.memprof.snapshot.MemorySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Turns evidence into a verdict with its reasons. The rules, first match wins:
 * <ol>
 * <li>within the warm-up: WARMING_UP</li>
 * <li>a leak has been reported for the time of confirmation and the live heap, or the
 * memory it fills, rises beyond doubt: CONFIRMED</li>
 * <li>a leak: SUSPECTED; in a full heap one that was reported stays</li>
 * <li>a leak went a short while ago, and the heap is not full: RECOVERED</li>
 * <li>a holder that is bounded by design still fills: BOUNDED</li>
 * <li>no collections to learn from and no samples: UNAVAILABLE</li>
 * <li>the live heap rises, and nobody could be named: GROWING, or INSUFFICIENT_EVIDENCE
 * when only young collections have seen it</li>
 * <li>observed for long enough: HEALTHY</li>
 * </ol>
 * For one thread.
 */
final class LeakJudge {

	/**
	 * Collections that make a trend worth reading: JMC's IncreasingLiveSetRule asks for
	 * as many.
	 */
	private static final int FEWEST_COLLECTIONS = 5;

	/** Growth of the live heap, as a share of its maximum, that is worth a word. */
	private static final double NOTABLE_GROWTH = 0.02;

	private static final double LARGE_SHARE = 0.5;

	/**
	 * Live heap, as a share of its maximum, at which an application collects more than it
	 * works: it allocates too little to be sampled, and nothing grows any more.
	 */
	private static final double FULL = 0.9;

	private static final Duration FOREVER = Duration.ofDays(3650);

	private final LeakSettings settings;

	private final Windows windows;

	private final MemoryLimits limits;

	private LeakVerdict verdict = LeakVerdict.WARMING_UP;

	private Instant since = Instant.EPOCH;

	private Instant lastBounded = Instant.EPOCH;

	LeakJudge(LeakSettings settings, Windows windows, MemoryLimits limits) {
		this.settings = settings;
		this.windows = windows;
		this.limits = limits;
	}

	void reset(Instant now) {
		this.verdict = LeakVerdict.WARMING_UP;
		this.since = now;
		this.lastBounded = Instant.EPOCH;
	}

	LeakAnalysis unavailable(Instant now, String reason, AllocationProfile profile) {
		enter(LeakVerdict.UNAVAILABLE, now);
		return new LeakAnalysis(now, LeakVerdict.UNAVAILABLE, this.since,
				List.of(new Reason("leaks can be judged", reason, "memprof.leaks.enabled is true", false)), null, null,
				null, List.of(), profile.topSites(), List.of());
	}

	/**
	 * What was reported, as nobody can look now. An alarm stays one; what was said to be
	 * in order, nobody can say any more.
	 * @param why nobody can
	 */
	LeakAnalysis keep(LeakAnalysis reported, Instant startedAt, Instant now, Reason why) {
		boolean warm = !now.isBefore(startedAt.plus(this.settings.warmUp()));
		enter(switch (reported.verdict()) {
			case SUSPECTED, CONFIRMED, GROWING, UNAVAILABLE, INSUFFICIENT_EVIDENCE -> reported.verdict();
			case WARMING_UP -> warm ? LeakVerdict.INSUFFICIENT_EVIDENCE : LeakVerdict.WARMING_UP;
			case HEALTHY, BOUNDED, RECOVERED -> LeakVerdict.INSUFFICIENT_EVIDENCE;
		}, now);
		return reported.keptAs(this.verdict, this.since, why);
	}

	LeakAnalysis judge(Evidence evidence, LeakLog log, AllocationProfile profile) {
		Instant now = evidence.now();
		boolean warm = !now.isBefore(evidence.startedAt().plus(this.settings.warmUp()));
		List<LeakInfo> leaks = log.update(warm ? evidence.leaks() : List.of(), now,
				(isFull(evidence) || evidence.restraint().isByFullHeap()) ? FOREVER : this.windows.grace());
		enter(warm ? verdict(evidence, leaks, log) : LeakVerdict.WARMING_UP, now);
		List<LeakInfo> ranked = new ArrayList<>(leaks);
		ranked.sort(Comparator.comparing((LeakInfo leak) -> leak.status() == LeakStatus.GONE)
			.thenComparing(LeakInfo::severity)
			.thenComparing(Comparator.comparingLong(LeakInfo::totalSizeBytes).reversed()));
		Exhaustion exhaustion = exhaustion(evidence, leaks);
		List<Reason> reasons = reasons(evidence);
		if (exhaustion != null) {
			reasons.add(exhaustion.reason());
		}
		FloorSeries.Trend trend = evidence.trend();
		return new LeakAnalysis(now, this.verdict, this.since, reasons, evidence.growth(),
				(trend != null) ? LiveHeapTrend.of(trend) : null, (exhaustion != null) ? exhaustion.time() : null,
				ranked, profile.topSites(), patterns(evidence, profile));
	}

	/**
	 * Growth of the live heap by the window to speak of, or {@code null} before there is
	 * one.
	 */
	@Nullable Growth growth(FloorTrends trends, @Nullable MemorySnapshot latest) {
		FloorSeries.Trend trend = trends.speaking(NOTABLE_GROWTH * heapLimit(latest));
		return (trend != null) ? Growth.of(trend.line()) : null;
	}

	private LeakVerdict verdict(Evidence evidence, List<LeakInfo> leaks, LeakLog log) {
		Instant now = evidence.now();
		List<LeakInfo> present = leaks.stream().filter((leak) -> leak.status() != LeakStatus.GONE).toList();
		if (present.stream().anyMatch((leak) -> confirmed(leak, evidence, log))) {
			return LeakVerdict.CONFIRMED;
		}
		if (!present.isEmpty()) {
			return LeakVerdict.SUSPECTED;
		}
		Instant gone = log.lastGone();
		if (gone != null && gone.plus(this.windows.recovery()).isAfter(now) && !isFull(evidence)
				&& !evidence.restraint().isByFullHeap()) {
			return LeakVerdict.RECOVERED;
		}
		if (!evidence.outcome().bounded().isEmpty()) {
			this.lastBounded = now;
		}
		if (this.lastBounded.plus(this.windows.grace()).isAfter(now)) {
			return LeakVerdict.BOUNDED;
		}
		if (evidence.collections() == 0 && evidence.noSampler() != null) {
			return LeakVerdict.UNAVAILABLE;
		}
		List<FloorSeries.Trend> rising = rising(evidence);
		if (!rising.isEmpty()) {
			return rising.stream().anyMatch((trend) -> seenByOldCollection(trend, evidence)) ? LeakVerdict.GROWING
					: LeakVerdict.INSUFFICIENT_EVIDENCE;
		}
		Duration watched = Duration.between(evidence.startedAt().plus(this.settings.warmUp()), now);
		boolean enough = watched.compareTo(this.windows.healthy()) >= 0 && evidence.trends().longest() != null
				&& evidence.collections() >= FEWEST_COLLECTIONS && !evidence.isSuspicious() && standsStill(evidence)
				&& !evidence.isBlind();
		return enough ? LeakVerdict.HEALTHY : LeakVerdict.INSUFFICIENT_EVIDENCE;
	}

	private boolean confirmed(LeakInfo leak, Evidence evidence, LeakLog log) {
		boolean lasts = !log.presentSince(leak).plus(this.windows.confirmation()).isAfter(evidence.now());
		boolean rises = (leak.kind() != LeakKind.HEAP) ? leak.growth().low() > 0
				: evidence.latest() != null && Urgency.CONFIRMED.presses(evidence.trends().rising(0),
						leak.shareOf(evidence.growth()), this.windows, evidence.latest());
		return lasts && rises;
	}

	/**
	 * The windows over which the live heap has grown beyond doubt, and by an amount worth
	 * a word.
	 */
	private static List<FloorSeries.Trend> rising(Evidence evidence) {
		return evidence.trends().rising(NOTABLE_GROWTH * heapLimit(evidence.latest()));
	}

	/**
	 * Whether a rise has outlived a collection of old objects: what only young
	 * collections have seen since may be promoted garbage.
	 */
	private static boolean seenByOldCollection(FloorSeries.@Nullable Trend trend, Evidence evidence) {
		Instant old = evidence.lastOldCollection();
		return trend != null && old != null
				&& old.isAfter(evidence.now().minusMillis(Math.round(trend.seconds() * 1000 / 3)));
	}

	/**
	 * Healthy needs more than the lack of a proven rise: a floor that has come to rest.
	 */
	private static boolean standsStill(Evidence evidence) {
		FloorSeries.Trend trend = evidence.trends().longest();
		return trend != null && trend.recentGrowth() < NOTABLE_GROWTH * heapLimit(evidence.latest());
	}

	/** A leak in a heap that is full is not gone, it has arrived. */
	private static boolean isFull(Evidence evidence) {
		FloorSeries.Trend trend = evidence.trends().shortest();
		return trend != null && trend.end() >= FULL * heapLimit(evidence.latest());
	}

	private static double heapLimit(@Nullable MemorySnapshot latest) {
		return (latest != null) ? latest.heapMax().bytesOr(latest.heapCommitted()) : Double.POSITIVE_INFINITY;
	}

	private List<Reason> reasons(Evidence evidence) {
		List<Reason> reasons = new ArrayList<>();
		if (evidence.restraint() != Restraint.NONE) {
			reasons.add(evidence.restraint().inWords());
		}
		Duration observed = Duration.between(evidence.startedAt(), evidence.now());
		reasons
			.add(new Reason("observed since the session began", observed.toSeconds() + " s",
					"warm-up of " + this.settings.warmUp().toSeconds() + " s, then "
							+ this.windows.healthy().toSeconds() + " s before healthy is said",
					observed.compareTo(this.settings.warmUp()) >= 0));
		reasons.add(new Reason("collections to learn from", Integer.toString(evidence.collections()),
				"at least " + FEWEST_COLLECTIONS, evidence.collections() >= FEWEST_COLLECTIONS));
		FloorSeries.Trend trend = evidence.trend();
		Growth growth = evidence.growth();
		Instant old = evidence.lastOldCollection();
		reasons.add(new Reason("old objects were collected lately", (old != null) ? "last at " + old : "never yet",
				"within the last third of the trend: young collections leave promoted garbage",
				seenByOldCollection(trend, evidence)));
		boolean rises = !rising(evidence).isEmpty();
		reasons.add(new Reason("live heap rises",
				(trend != null && growth != null) ? String.format(Locale.ROOT,
						"%+.1f MB/h (%+.1f to %+.1f) over the last %.0f s, %s", growth.mbPerHour(), growth.low(),
						growth.high(), trend.seconds(), rises ? "the window that proves most" : "the longest window")
						: "no trend yet",
				String.format(Locale.ROOT, "throughout one of %d windows, and by %.0f %% of the maximum",
						evidence.trends().windows().size(), NOTABLE_GROWTH * 100),
				rises));
		reasons.add(new Reason("surviving objects can be sampled",
				(evidence.noSampler() != null) ? evidence.noSampler()
						: evidence.outcome().survivors() + " live samples",
				"JFR's old-object sampler runs", evidence.noSampler() == null));
		reasons.add(new Reason("objects accumulate and are held", evidence.outcome().held().size() + " holders",
				"of many ages over " + this.windows.accumulation().toSeconds() + " s, and reachable",
				!evidence.outcome().held().isEmpty()));
		for (Suspect bounded : evidence.outcome().bounded()) {
			AccumulationPoint point = bounded.point();
			reasons.add(new Reason("holder of " + bounded.className() + " is unbounded",
					(point != null) ? String.valueOf(point.bound()) : "unknown", "no bound by design", false));
		}
		return reasons;
	}

	private static List<String> patterns(Evidence evidence, AllocationProfile profile) {
		List<String> patterns = new ArrayList<>();
		for (SurvivorGroup group : evidence.outcome().unproven()) {
			patterns.add(group.objects().size() + " sampled objects allocated by "
					+ group.path().get(group.path().size() - 1)
					+ " have survived, but nothing shows yet that they are held rather than not collected");
		}
		for (AllocationTotal site : profile.topSites()) {
			if (site.share() >= LARGE_SHARE) {
				patterns.add(String.format(Locale.ROOT, "%.0f %% of all bytes are allocated as %s", site.share() * 100,
						site.name()));
			}
		}
		return patterns;
	}

	private @Nullable Exhaustion exhaustion(Evidence evidence, List<LeakInfo> leaks) {
		MemorySnapshot latest = evidence.latest();
		if (latest == null || !(this.verdict.isAlarm() || this.verdict == LeakVerdict.GROWING)) {
			return null;
		}
		FloorSeries.Trend trend = evidence.trend();
		boolean heapGrows = trend != null && trend.line().low() > 0;
		return Exhaustion.of((trend != null) ? trend.end() : 0, heapGrows ? evidence.growth() : null, leaks, latest,
				this.limits);
	}

	private void enter(LeakVerdict verdict, Instant now) {
		if (verdict != this.verdict || this.since.equals(Instant.EPOCH)) {
			this.verdict = verdict;
			this.since = now;
		}
	}

	/**
	 * Everything a verdict rests on.
	 *
	 * @param now time of the analysis
	 * @param startedAt begin of the session
	 * @param collections collections seen
	 * @param lastOldCollection end of the last that freed old objects, or {@code null}
	 * @param trends of the live heap
	 * @param growth by the window that speaks, in MB an hour, or {@code null}
	 * @param outcome what the surviving objects say
	 * @param offHeapRises whether some memory outside the heap goes on rising, leak or
	 * not
	 * @param leaks those found by this analysis
	 * @param noSampler why objects cannot be sampled, or {@code null}
	 * @param latest snapshot, or {@code null}
	 * @param restraint what the search for evidence had to do without
	 */
	record Evidence(Instant now, Instant startedAt, int collections, @Nullable Instant lastOldCollection,
			FloorTrends trends, @Nullable Growth growth, HeapEvidence.Outcome outcome, boolean offHeapRises,
			List<LeakInfo> leaks, @Nullable String noSampler, @Nullable MemorySnapshot latest, Restraint restraint) {

		Evidence {
			leaks = List.copyOf(leaks);
		}

		/** Whether anything may yet turn out to be a leak. */
		boolean isSuspicious() {
			return this.offHeapRises || !this.outcome.unproven().isEmpty() || !this.outcome.held().isEmpty();
		}

		/**
		 * Whether a leak could be there without a trace: what is found where objects are
		 * not sampled, searches find. In a full heap nothing is in order.
		 */
		boolean isBlind() {
			return this.restraint.isByFullHeap() || (this.restraint != Restraint.NONE && this.noSampler != null);
		}

		/** By the window to speak of, or {@code null}. */
		FloorSeries.@Nullable Trend trend() {
			return this.trends.speaking(NOTABLE_GROWTH * heapLimit(this.latest));
		}

	}

}
