package io.memprof.leak;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.StackFrame;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemoryLimits;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the evidence of one session and judges it.
 * <p>
 * All methods are for the profiler's thread. Without JFR, or under a collector where its
 * old-object sampler harms, it judges by the live heap alone and says so.
 */
public final class LeakDetector {

	private final LeakSettings settings;

	private final Windows windows;

	private final ComponentNaming naming;

	private final ToLongFunction<String> sizeOf;

	private final BeanNames beans;

	private final HeapEvidence evidence;

	private final GrowthEvidence growing;

	private final WalkBudget walks;

	private final FloorSeries liveHeap;

	private final OffHeapEvidence offHeap;

	private final LeakLog log = new LeakLog();

	private final LeakJudge judge;

	private @Nullable OldObjectSource sampler;

	private String noSampler = "the old-object sampler has not started yet";

	/** Where the sampler must stay off, and a histogram counts no garbage. */
	private volatile boolean byGrowth;

	private Instant startedAt;

	private @Nullable Instant lastOldCollection;

	private int collections;

	private long liveBytes;

	/** The same after the last collection of old objects. */
	private long liveAfterOld;

	private @Nullable MemorySnapshot latest;

	private Restraint restraint = Restraint.NONE;

	/**
	 * A detector for a session that starts now.
	 * @param sizeOf size in bytes of one object of a class
	 * @param beans names beans on reference chains
	 */
	public LeakDetector(LeakSettings settings, ComponentNaming naming, ToLongFunction<String> sizeOf, BeanNames beans,
			Instant startedAt) {
		this.settings = settings;
		this.windows = new Windows(settings.warmUp(), settings.analysisInterval());
		this.naming = naming;
		this.sizeOf = sizeOf;
		this.beans = beans;
		this.evidence = new HeapEvidence(this.windows, naming);
		this.growing = new GrowthEvidence(this.windows, naming, new HolderSearch(beans, naming),
				ClassHistogram.Source.ofThisJvm(), settings.pauseBudget());
		this.walks = new WalkBudget(settings.pauseBudget(), this.windows.betweenWalks());
		Duration bin = settings.warmUp().dividedBy(30);
		this.liveHeap = new FloorSeries(bin);
		this.offHeap = new OffHeapEvidence(this.windows, naming, beans, HostThreads.ofThisJvm(),
				ManagementFactory.getClassLoadingMXBean()::getUnloadedClassCount, this::holderOfBuffers);
		this.judge = new LeakJudge(settings, this.windows, MemoryLimits.ofThisJvm());
		this.startedAt = startedAt;
	}

	/**
	 * Subscribes to the stream, before it starts.
	 * @param clock the one that all other times given to this detector are from
	 */
	public void attachTo(FlightRecorderStream stream, InstantSource clock) {
		if (this.settings.enabled()) {
			attachTo(new OldObjectSampler(stream, this.settings.analysisInterval(), clock));
		}
	}

	/** Takes surviving objects from there. */
	void attachTo(OldObjectSource source) {
		this.sampler = source;
	}

	/**
	 * Subscribes to what tells of memory outside the heap, before the stream starts. Does
	 * no harm under any collector.
	 */
	public void attachOffHeapTo(FlightRecorderStream stream) {
		if (this.settings.enabled()) {
			this.offHeap.attachTo(stream);
		}
	}

	/**
	 * Surviving objects cannot be sampled, and why.
	 */
	public void unavailable(String reason) {
		this.sampler = null;
		this.noSampler = reason;
	}

	/**
	 * Under this collector, ZGC or Shenandoah, surviving objects are not sampled, but a
	 * class histogram counts what is reachable only. Growing containers and classes are
	 * the evidence there.
	 */
	public void judgeByGrowth(String reason) {
		unavailable(reason);
		this.byGrowth = true;
	}

	/**
	 * Takes in one sampled allocation; from any thread.
	 */
	public void allocated(Instant at, String className, List<StackFrame> stack) {
		this.growing.sites().saw(className, stack);
		if (!this.byGrowth) {
			this.evidence.activity().saw(at, stack);
		}
		this.offHeap.allocated(stack);
	}

	/**
	 * Takes in the snapshot of a tick.
	 */
	public void observe(MemorySnapshot snapshot) {
		this.latest = snapshot;
		this.offHeap.observe(snapshot, this.startedAt.plus(this.windows.settled()));
	}

	/**
	 * Takes in the collections since the last tick.
	 */
	public void observe(List<LiveHeap> readings) {
		for (LiveHeap reading : readings) {
			this.collections++;
			this.liveBytes = reading.used().bytesOr(this.liveBytes);
			if (reading.used().isAvailable()) {
				this.liveHeap.add(reading.at(), reading.used().bytes());
			}
			if (reading.quality().compareTo(LiveHeap.Quality.OLD) >= 0) {
				this.lastOldCollection = reading.at();
				this.liveAfterOld = reading.used().bytesOr(this.liveAfterOld);
				this.evidence.collectedOld(reading.at());
				this.offHeap.collectedOld(reading.at());
			}
		}
	}

	/**
	 * What to do without from now on. A session that begins does not change it.
	 */
	public void restrain(Restraint restraint) {
		this.restraint = restraint;
	}

	/**
	 * In place of an analysis, where even that is too much: what was reported last.
	 */
	public LeakAnalysis keep(LeakAnalysis reported, Instant now) {
		this.log.notLooked(now);
		return this.judge.keep(reported, this.startedAt, now, this.restraint.inWords());
	}

	/**
	 * Collects surviving objects and computes the verdict. Takes some hundred
	 * milliseconds, nearly all of it waiting.
	 * @param demanded whether a person asked for it: then a walk to the GC roots may run
	 * at once
	 * @throws InterruptedException when the profiler is stopped meanwhile
	 */
	public LeakAnalysis analyse(Instant now, boolean demanded, AllocationProfile profile) throws InterruptedException {
		if (!this.settings.enabled()) {
			return this.judge.unavailable(now, "memprof.leaks.enabled is false", profile);
		}
		this.growing.searches(this.restraint.allowsSearches(demanded));
		Instant from = this.startedAt.plus(this.windows.settled());
		FloorTrends trends = FloorTrends.of(this.liveHeap, from, now, this.windows.floors());
		this.evidence.exhaustedIn(trends.rising(0)
			.stream()
			.mapToDouble((trend) -> Urgency.seconds(trend, this.latest))
			.min()
			.orElse(Double.POSITIVE_INFINITY));
		HeapEvidence.Outcome outcome = collect(now, from, demanded, trends.speaking(0), profile);
		Growth growth = this.judge.growth(trends, this.latest);
		List<LeakInfo> leaks = new ArrayList<>(this.offHeap.judge(from, now, outcome.held()));
		List<LeakInfo> offHeapLeaks = List.copyOf(leaks);
		for (Suspect suspect : outcome.held()) {
			if (!this.offHeap.explains(suspect, offHeapLeaks, from)) {
				leaks.add(suspect.reported(outcome.survivors(), growth, this.naming, this.sizeOf, this.beans, now));
			}
		}
		leaks.removeIf((leak) -> ignored(leak) || !matters(leak, trends, growth));
		return this.judge.judge(
				new LeakJudge.Evidence(now, this.startedAt, this.collections, this.lastOldCollection, trends, growth,
						outcome, this.offHeap.rises(from), LeakSizes.within(liveHeapNow(), leaks),
						(this.sampler == null) ? this.noSampler : null, this.latest, this.restraint),
				this.log, profile);
	}

	/**
	 * Leaks of a run before this session: they are known from the first report on, until
	 * {@link #reset(Instant)}.
	 */
	public void expect(List<LeakIdentity> earlier) {
		this.log.expect(earlier);
	}

	/**
	 * Forgets everything; a new session starts now.
	 */
	public void reset(Instant now) {
		this.startedAt = now;
		this.evidence.clear();
		this.growing.clear();
		this.walks.beginSession();
		this.liveHeap.clear();
		this.offHeap.clear();
		this.log.clear();
		this.judge.reset(now);
		this.collections = 0;
		this.lastOldCollection = null;
		this.liveAfterOld = 0;
	}

	/** Walks to the GC roots in this session, class histograms included. */
	public int walks() {
		return this.walks.walks() + this.growing.histograms();
	}

	/** The pauses of those walks. */
	public Duration paused() {
		return this.walks.paused().plus(this.growing.paused());
	}

	/** What searches for holders have used, on threads of their own. */
	public ThreadUse searchUse() {
		return this.growing.searchUse();
	}

	/** Bytes held by the evidence, estimated. */
	public long heldBytes() {
		return this.evidence.heldBytes() + this.growing.heldBytes() + this.offHeap.heldBytes()
				+ this.liveHeap.size() * 40L;
	}

	private Reading liveHeapNow() {
		MemorySnapshot latest = this.latest;
		return (latest != null) ? latest.liveHeap().used() : Reading.unavailable("no snapshot was taken yet");
	}

	private HeapEvidence.Outcome collect(Instant now, Instant from, boolean demanded, FloorSeries.@Nullable Trend trend,
			AllocationProfile profile) throws InterruptedException {
		OldObjectSource sampler = this.sampler;
		if (sampler == null) {
			return this.byGrowth
					? this.growing.assess(now, from, trend, this.liveBytes, profile.stats().bytesPerSecond(),
							walksAllowed(demanded) && this.restraint.allowsSearches(demanded))
					: HeapEvidence.Outcome.NOTHING;
		}
		Instant spared = walksPossible(now, demanded) ? null : this.lastOldCollection;
		List<OldObject> objects = sampler.collect(Duration.ZERO).objects();
		this.evidence.update(objects, from, null);
		this.offHeap.survived(objects, false);
		HeapEvidence.Outcome outcome = this.evidence.assess(now, from, spared);
		boolean suspicious = (outcome.wantsWalk() || this.offHeap.wantsWalk(from)) && this.walks.isTime(now);
		if (!walksPossible(now, demanded) || !(demanded || suspicious)) {
			return completed(outcome, now, from, trend, profile);
		}
		Duration cutoff = this.walks.cutoff(now, this.liveBytes);
		OldObjectSource.Batch batch = sampler.collect(cutoff);
		boolean complete = batch.pause().compareTo(cutoff) < 0;
		this.evidence.update(batch.objects(), from, new HeapEvidence.Walk(now, complete));
		this.offHeap.survived(batch.objects(), true);
		HeapEvidence.Outcome walked = this.evidence.assess(now, from, spared);
		this.walks.walked(now, cutoff, batch.pause(), this.liveBytes, walked.held().size() > outcome.held().size());
		return completed(walked, now, from, trend, profile);
	}

	private HeapEvidence.Outcome completed(HeapEvidence.Outcome outcome, Instant now, Instant from,
			FloorSeries.@Nullable Trend trend, AllocationProfile profile) throws InterruptedException {
		return this.growing.beyondSamples(this.growing.completed(outcome, from, now), this.evidence.living(), from,
				trend, profile.stats().bytesPerSecond(), now);
	}

	private @Nullable Holder holderOfBuffers(Instant now) {
		try {
			HeldContainer container = this.growing.holderOf(DirectEvidence::isBuffer, Set.of(), now);
			return (container != null) ? container.point().holder(this.beans) : null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private boolean walksPossible(Instant now, boolean demanded) {
		return walksAllowed(demanded) && this.walks.affords(now, this.liveBytes);
	}

	private boolean walksAllowed(boolean demanded) {
		return this.restraint.allowsWalks(demanded) && switch (this.settings.referenceChains()) {
			case NEVER -> false;
			case ON_DEMAND -> demanded;
			case ON_SUSPICION -> true;
		};
	}

	/**
	 * Whether what accumulates on the heap will fill it soon enough to speak of; what was
	 * spoken of is not taken back for that. Off the heap the rules have amounts of their
	 * own.
	 */
	private boolean matters(LeakInfo leak, FloorTrends trends, @Nullable Growth growth) {
		MemorySnapshot snapshot = this.latest;
		return leak.kind() != LeakKind.HEAP || growth == null || snapshot == null || !snapshot.heapMax().isAvailable()
				|| this.log.isPresent(leak.fingerprint()) || Urgency.isNear(this.liveAfterOld, snapshot)
				|| Urgency.suspected(this.windows)
					.presses(trends.windows(), leak.shareOf(growth), this.windows, snapshot);
	}

	private boolean ignored(LeakInfo leak) {
		return this.settings.ignore()
			.stream()
			.anyMatch((pattern) -> pattern.equals(leak.fingerprint())
					|| leak.className().matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
	}

}
