package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;

import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemoryLimits;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * An application as the judge sees it, second by second on a fake clock: its live heap
 * after collections and, every analysis, its surviving objects. A walk to the GC roots
 * finds the chains that the objects were given.
 */
final class ObservedApplication {

	private static final Reading NONE = Reading.unavailable("not in this test");

	private static final long MEBIBYTE = 1 << 20;

	private final HeapEvidence evidence = new HeapEvidence(Time.WINDOWS, Survivors.NAMING);

	private final FloorSeries floor = new FloorSeries(Duration.ofSeconds(2));

	private final LeakLog log = new LeakLog();

	private final LeakJudge judge = new LeakJudge(new LeakSettings(true, Time.ANALYSIS, Time.WARM_UP,
			LeakSettings.ReferenceChains.ON_SUSPICION, Duration.ofMillis(500), List.of()), Time.WINDOWS,
			MemoryLimits.UNKNOWN);

	private LongFunction<List<OldObject>> survivors = (second) -> List.of();

	private @Nullable LongToDoubleFunction liveMebibytes = (second) -> 100;

	private boolean collectsOld = true;

	private boolean walks = true;

	private @Nullable String noSampler;

	private Reading heapMax = Reading.of(1024 * MEBIBYTE);

	private Reading containerLimit = NONE;

	private Reading rss = NONE;

	private long second;

	private int collections;

	private @Nullable Instant lastOldCollection;

	private LeakAnalysis latest = LeakAnalysis.notYet(Time.START);

	ObservedApplication() {
		this.judge.reset(Time.START);
	}

	/** Samples that live at a second. */
	ObservedApplication surviving(LongFunction<List<OldObject>> survivors) {
		this.survivors = survivors;
		return this;
	}

	ObservedApplication withLiveHeap(LongToDoubleFunction mebibytes) {
		this.liveMebibytes = mebibytes;
		return this;
	}

	ObservedApplication withoutCollections() {
		this.liveMebibytes = null;
		return this;
	}

	ObservedApplication withYoungCollectionsOnly() {
		this.collectsOld = false;
		return this;
	}

	/** So that old collections have to serve as proof. */
	ObservedApplication withoutWalks() {
		this.walks = false;
		return this;
	}

	ObservedApplication withoutSampler(String reason) {
		this.noSampler = reason;
		return this;
	}

	ObservedApplication withContainer(long limitMebibytes, long residentMebibytes) {
		this.containerLimit = Reading.of(limitMebibytes * MEBIBYTE);
		this.rss = Reading.of(residentMebibytes * MEBIBYTE);
		return this;
	}

	LeakAnalysis until(long end) {
		while (this.second < end) {
			this.second++;
			collect();
			if (this.second % Time.ANALYSIS.toSeconds() == 0) {
				this.latest = analyse();
			}
		}
		return this.latest;
	}

	private void collect() {
		if (this.liveMebibytes != null) {
			this.collections++;
			this.floor.add(Time.at(this.second), this.liveMebibytes.applyAsDouble(this.second) * MEBIBYTE);
			if (this.collectsOld) {
				this.lastOldCollection = Time.at(this.second);
			}
		}
	}

	private LeakAnalysis analyse() {
		Instant now = Time.at(this.second);
		Instant from = Time.settled();
		@Nullable Instant spared = this.walks ? null : this.lastOldCollection;
		HeapEvidence.Outcome outcome = HeapEvidence.Outcome.NOTHING;
		if (this.noSampler == null) {
			List<OldObject> objects = this.survivors.apply(this.second);
			objects.stream()
				.sorted(Comparator.comparing(OldObject::allocatedAt))
				.forEach((object) -> this.evidence.activity().saw(object.allocatedAt(), object.stack()));
			this.evidence.update(objects, from, null);
			outcome = this.evidence.assess(now, from, spared);
			if (this.walks && outcome.wantsWalk()) {
				this.evidence.update(objects, from, new HeapEvidence.Walk(now, true));
				outcome = this.evidence.assess(now, from, spared);
			}
		}
		FloorTrends trends = FloorTrends.of(this.floor, from, now, Time.WINDOWS.floors());
		Growth growth = this.judge.growth(trends, snapshot(now));
		List<LeakInfo> leaks = outcome.held()
			.stream()
			.map((suspect) -> ((HeapSuspect) suspect).toLeak(1, growth, Survivors.NAMING, (type) -> 100, BeanNames.NONE,
					now))
			.toList();
		return this.judge.judge(
				new LeakJudge.Evidence(now, Time.START, this.collections, this.lastOldCollection, trends, growth,
						outcome, false, leaks, this.noSampler, snapshot(now), Restraint.NONE),
				this.log, Leaks.NO_ALLOCATIONS);
	}

	private MemorySnapshot snapshot(Instant now) {
		return new MemorySnapshot(now, this.rss, MEBIBYTE, NONE, NONE, MEBIBYTE, this.heapMax, LiveHeap.NONE, 0, NONE,
				NONE, 1, 1, this.containerLimit, NONE);
	}

}
