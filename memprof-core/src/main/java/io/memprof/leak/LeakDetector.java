package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.StackFrame;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.MebiBytes;
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

	private final List<OffHeapRule> offHeap;

	private final LeakLog log = new LeakLog();

	private final LeakJudge judge;

	private @Nullable OldObjectSampler sampler;

	private String noSampler = "the old-object sampler has not started yet";

	/** Where the sampler must stay off, and a histogram counts no garbage. */
	private volatile boolean byGrowth;

	private Instant startedAt;

	private @Nullable Instant lastOldCollection;

	private int collections;

	private long liveBytes;

	private @Nullable MemorySnapshot latest;

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
		this.growing = new GrowthEvidence(this.windows, naming, new HolderSearch(beans),
				ClassHistogram.Source.ofThisJvm(), settings.pauseBudget());
		this.walks = new WalkBudget(settings.pauseBudget(), this.windows.betweenWalks());
		Duration bin = settings.warmUp().dividedBy(30);
		this.liveHeap = new FloorSeries(bin);
		this.offHeap = OffHeapRule.all(bin);
		this.judge = new LeakJudge(settings, this.windows);
		this.startedAt = startedAt;
	}

	/**
	 * Subscribes to the stream, before it starts.
	 */
	public void attachTo(FlightRecorderStream stream) {
		if (this.settings.enabled()) {
			this.sampler = new OldObjectSampler(stream, this.settings.analysisInterval());
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
	 * Under this collector, generational ZGC, surviving objects must not be sampled, but
	 * a class histogram counts what is reachable only. Growing containers and classes are
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
		if (this.byGrowth) {
			this.growing.sites().saw(className, stack);
		}
		else {
			this.evidence.activity().saw(at, stack);
		}
	}

	/**
	 * Takes in the snapshot of a tick.
	 */
	public void observe(MemorySnapshot snapshot) {
		this.latest = snapshot;
		this.offHeap.forEach((rule) -> rule.observe(snapshot));
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
				this.evidence.collectedOld(reading.at());
			}
		}
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
		Instant from = this.startedAt.plus(this.windows.settled());
		FloorSeries.Trend trend = this.liveHeap.since(from);
		HeapEvidence.Outcome outcome = collect(now, from, demanded, trend, profile);
		Growth growth = (trend != null) ? growth(trend) : null;
		List<LeakInfo> leaks = new ArrayList<>();
		for (Suspect suspect : outcome.held()) {
			leaks.add(suspect.reported(outcome.survivors(), growth, this.naming, this.sizeOf, this.beans, now));
		}
		for (OffHeapRule rule : this.offHeap) {
			LeakInfo leak = rule.judge(from, now, this.windows);
			if (leak != null) {
				leaks.add(leak);
			}
		}
		leaks.removeIf((leak) -> ignored(leak) || !matters(leak));
		return this.judge.judge(
				new LeakJudge.Evidence(now, this.startedAt, this.collections, this.lastOldCollection, trend, growth,
						outcome, leaks, (this.sampler == null) ? this.noSampler : null, this.latest),
				this.log, profile);
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
		this.offHeap.forEach(OffHeapRule::clear);
		this.log.clear();
		this.judge.reset(now);
		this.collections = 0;
		this.lastOldCollection = null;
	}

	/** Walks to the GC roots in this session, class histograms included. */
	public int walks() {
		return this.walks.walks() + this.growing.histograms();
	}

	/** Upper bound of the pauses of those walks. */
	public Duration paused() {
		return this.walks.paused().plus(this.growing.paused());
	}

	/** Bytes held by the evidence, estimated. */
	public long heldBytes() {
		return this.evidence.heldBytes() + this.growing.heldBytes() + this.liveHeap.size() * 40L;
	}

	private HeapEvidence.Outcome collect(Instant now, Instant from, boolean demanded, FloorSeries.@Nullable Trend trend,
			AllocationProfile profile) throws InterruptedException {
		OldObjectSampler sampler = this.sampler;
		if (sampler == null) {
			return this.byGrowth ? this.growing.assess(now, from, trend, this.liveBytes,
					profile.stats().bytesPerSecond(), walksAllowed(demanded)) : HeapEvidence.Outcome.NOTHING;
		}
		Instant spared = walksPossible(now, demanded) ? null : this.lastOldCollection;
		this.evidence.update(sampler.collect(Duration.ZERO).objects(), from, null);
		HeapEvidence.Outcome outcome = this.evidence.assess(now, from, spared);
		boolean suspicious = this.evidence.wantsWalk(outcome) && this.walks.isTime(now);
		if (!walksPossible(now, demanded) || !(demanded || suspicious)) {
			return (spared != null) ? this.growing.withHolders(outcome, now) : outcome;
		}
		Duration cutoff = this.walks.cutoff(now, this.liveBytes);
		OldObjectSampler.Batch batch = sampler.collect(cutoff);
		boolean complete = batch.stopping().compareTo(cutoff) < 0;
		this.evidence.update(batch.objects(), from, new HeapEvidence.Walk(now, complete));
		HeapEvidence.Outcome walked = this.evidence.assess(now, from, spared);
		this.walks.walked(now, cutoff, batch.stopping(), this.liveBytes, walked.held().size() > outcome.held().size());
		return walked;
	}

	private boolean walksPossible(Instant now, boolean demanded) {
		return walksAllowed(demanded) && this.walks.affords(now, this.liveBytes);
	}

	private boolean walksAllowed(boolean demanded) {
		return switch (this.settings.referenceChains()) {
			case NEVER -> false;
			case ON_DEMAND -> demanded;
			case ON_SUSPICION -> true;
		};
	}

	/**
	 * Whether what accumulates on the heap would ever fill it. Off the heap the rules
	 * have amounts of their own.
	 */
	private boolean matters(LeakInfo leak) {
		MemorySnapshot snapshot = this.latest;
		if (leak.kind() != LeakKind.HEAP || snapshot == null || !snapshot.heapMax().isAvailable()) {
			return true;
		}
		double roomMb = MebiBytes.fromBytes(snapshot.heapMax().bytes() - this.liveBytes);
		double horizonHours = this.windows.horizon().toMillis() / 3_600_000.0;
		return leak.growth().mbPerHour() * horizonHours >= roomMb;
	}

	private boolean ignored(LeakInfo leak) {
		return this.settings.ignore()
			.stream()
			.anyMatch((pattern) -> pattern.equals(leak.fingerprint())
					|| leak.className().matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
	}

	private static Growth growth(FloorSeries.Trend trend) {
		return new Growth(perHour(trend.line().slope()), perHour(trend.line().low()), perHour(trend.line().high()));
	}

	private static double perHour(double bytesPerSecond) {
		return MebiBytes.fromBytes(bytesPerSecond * 3600);
	}

}
