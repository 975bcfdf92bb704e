package io.memprof.leak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongToIntFunction;

import io.memprof.shop.Warehouse;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The detector where JFR is missing: it judges by live heap and off-heap memory.
 */
class LeakDetectorTests {

	private static final Reading NONE = Reading.unavailable("not in this test");

	private static final LongToIntFunction RISING_THREADS = (second) -> (int) (20 + second / 3);

	private Reading heapMax = Reading.of(1L << 30);

	private long second;

	/** Seconds for which the JVM has been suspended. */
	private long stoodStill;

	@Test
	void aRiseOfThreadsIsALeak() throws Exception {
		LeakAnalysis analysis = analyse(detector(), RISING_THREADS);
		assertThat(analysis.verdict().isAlarm()).isTrue();
		assertThat(analysis.potentialLeaks()).singleElement()
			.satisfies((leak) -> assertThat(leak.kind()).isEqualTo(LeakKind.THREADS))
			.satisfies((leak) -> assertThat(leak.className()).isEqualTo("java.lang.Thread"));
	}

	@Test
	void aSteadyApplicationIsHealthy() throws Exception {
		LeakAnalysis analysis = analyse(detector(), (second) -> 20);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.HEALTHY);
		assertThat(analysis.potentialLeaks()).isEmpty();
	}

	@Test
	void theReasonsTellWhyObjectsAreNotSampled() throws Exception {
		LeakDetector detector = detector();
		detector.unavailable("no flight recorder");
		assertThat(analyse(detector, (second) -> 20).reasons())
			.anySatisfy((reason) -> assertThat(reason.value()).isEqualTo("no flight recorder"));
	}

	@Test
	void aLeakIsIgnoredByItsFingerprint() throws Exception {
		String fingerprint = analyse(detector(), RISING_THREADS).potentialLeaks().get(0).fingerprint();
		assertThat(analyse(detector(fingerprint), RISING_THREADS).potentialLeaks()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang.Thread", "java.lang.*", "*.Thread", "java.*.Thr*d", "*" })
	void aLeakIsIgnoredByItsClass(String pattern) throws Exception {
		LeakAnalysis analysis = analyse(detector(pattern), RISING_THREADS);
		assertThat(analysis.potentialLeaks()).isEmpty();
		assertThat(analysis.verdict().isAlarm()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang.Thread$", "java.lang.Thr[e]ad", "java.lang.Thread[]", "java.lang.Threa.",
			"java.lang", "Thread", "java?lang?Thread", "(", "[", "\\E", "" })
	void whatIsSpecialToRegularExpressionsIsNotSpecial(String pattern) throws Exception {
		assertThat(analyse(detector(pattern), RISING_THREADS).potentialLeaks()).hasSize(1);
	}

	@Test
	void disabledIsUnavailable() throws Exception {
		LeakDetector detector = new LeakDetector(new LeakSettings(false, Time.ANALYSIS, Time.WARM_UP,
				LeakSettings.ReferenceChains.NEVER, Duration.ofMillis(500), List.of()), Survivors.NAMING, (type) -> 16,
				BeanNames.NONE, Time.START);
		LeakAnalysis analysis = analyse(detector, RISING_THREADS);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.UNAVAILABLE);
		assertThat(analysis.reasons()).isNotEmpty();
	}

	@Test
	void aNewSessionKnowsNothing() throws Exception {
		LeakDetector detector = detector();
		analyse(detector, RISING_THREADS);
		detector.reset(Time.at(900));
		LeakAnalysis analysis = detector.analyse(Time.at(905), false, Leaks.NO_ALLOCATIONS);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.WARMING_UP);
		assertThat(analysis.potentialLeaks()).isEmpty();
	}

	@Test
	void aClockThatStepsBackIsNoAlarm() throws Exception {
		LeakDetector detector = detector();
		analyse(detector, (second) -> 20);
		LeakAnalysis analysis = detector.analyse(Time.at(-3600), false, Leaks.NO_ALLOCATIONS);
		assertThat(analysis.verdict().isAlarm()).isFalse();
	}

	@Test
	void aJvmThatIsSuspendedIsNoAlarm() throws Exception {
		LeakDetector detector = detector();
		detector.attachTo(sessions());
		Set<LeakVerdict> verdicts = EnumSet.noneOf(LeakVerdict.class);
		run(detector, 1, 900, verdicts);
		this.stoodStill = 1200;
		run(detector, 2100, 3600, verdicts);
		assertThat(verdicts).doesNotContain(LeakVerdict.SUSPECTED, LeakVerdict.CONFIRMED, LeakVerdict.GROWING)
			.contains(LeakVerdict.HEALTHY);
	}

	@Test
	void anHourWithoutACollectionIsNoAlarm() throws Exception {
		LeakDetector detector = detector();
		Set<LeakVerdict> verdicts = EnumSet.noneOf(LeakVerdict.class);
		run(detector, 1, 900, verdicts);
		for (long second = 905; second <= 4500; second += 5) {
			detector.observe(snapshot(second, 20));
			verdicts.add(detector.analyse(Time.at(second), false, Leaks.NO_ALLOCATIONS).verdict());
		}
		run(detector, 4501, 5400, verdicts);
		assertThat(verdicts).doesNotContain(LeakVerdict.SUSPECTED, LeakVerdict.CONFIRMED, LeakVerdict.GROWING);
	}

	@Test
	void aStormOfExplicitCollectionsIsNoAlarm() throws Exception {
		LeakDetector detector = detector();
		Set<LeakVerdict> verdicts = EnumSet.noneOf(LeakVerdict.class);
		run(detector, 1, 900, verdicts);
		for (long second = 901; second <= 960; second++) {
			detector.observe(Collections.nCopies(1024, reading(second)));
		}
		run(detector, 961, 1800, verdicts);
		assertThat(verdicts).doesNotContain(LeakVerdict.SUSPECTED, LeakVerdict.CONFIRMED, LeakVerdict.GROWING);
	}

	@Test
	void aHeapThatIsResizedIsNoAlarm() throws Exception {
		LeakDetector detector = detector();
		Set<LeakVerdict> verdicts = EnumSet.noneOf(LeakVerdict.class);
		for (long megabytes : List.of(1024L, 128L, 4096L, 110L)) {
			this.heapMax = Reading.of(megabytes << 20);
			long begin = this.second + 1;
			run(detector, begin, begin + 600, verdicts);
		}
		assertThat(verdicts).doesNotContain(LeakVerdict.SUSPECTED, LeakVerdict.CONFIRMED, LeakVerdict.GROWING);
	}

	@Test
	void aSiteThatAllocatesNearlyAllIsWorthALook() throws Exception {
		LeakAnalysis analysis = detector().analyse(Time.at(5), false, Leaks.allocations("com.shop.Report.render", 0.9));
		assertThat(analysis.suspiciousPatterns()).singleElement().asString().contains("com.shop.Report.render");
	}

	@Test
	void whereObjectsMustNotBeSampledAContainerThatGrowsIsALeak() throws Exception {
		this.heapMax = Reading.of(150L << 20);
		Map<Integer, Warehouse.Parcel> parcels = new HashMap<>();
		LeakDetector detector = detectorOf(new Warehouse.Shelf(parcels));
		detector.judgeByGrowth("not under this collector");
		LeakAnalysis analysis = LeakAnalysis.notYet(Time.START);
		for (long second = 1; second <= 320; second++) {
			Warehouse.fill(parcels, (int) second * 500);
			detector.observe(snapshot(second, 20));
			detector.observe(List
				.of(new LiveHeap(Reading.of((100L << 20) + second * 50_000), LiveHeap.Quality.OLD, Time.at(second))));
			if (second % Time.ANALYSIS.toSeconds() == 0) {
				analysis = detector.analyse(Time.at(second), false, Leaks.NO_ALLOCATIONS);
			}
		}
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.CONFIRMED);
		assertThat(analysis.potentialLeaks()).singleElement()
			.satisfies((leak) -> assertThat(leak.className()).isEqualTo(Warehouse.Parcel.class.getName()))
			.satisfies((leak) -> assertThat(leak.holder().bean()).isEqualTo("shelf"));
		assertThat(detector.paused()).isZero();
	}

	@Test
	void whileItMustNotSearchALeakThatWasFoundStays() throws Exception {
		Map<Integer, Warehouse.Parcel> parcels = new HashMap<>();
		LeakDetector detector = growing(parcels);
		assertThat(fill(detector, parcels, 1, 320).verdict().isAlarm()).isTrue();
		detector.restrain(NO_SEARCHES);
		LeakAnalysis analysis = fill(detector, parcels, 321, 700);
		assertThat(analysis.verdict().isAlarm()).isTrue();
		assertThat(analysis.potentialLeaks()).singleElement()
			.satisfies((leak) -> assertThat(leak.status()).isEqualTo(LeakStatus.KNOWN));
	}

	@Test
	void whatFillsWhenSearchesEndIsNoLeakForTheTimeThatPassesWithoutThem() throws Exception {
		Map<Integer, Warehouse.Parcel> parcels = new HashMap<>();
		LeakDetector detector = growing(parcels);
		fill(detector, parcels, 1, 90);
		detector.restrain(NO_SEARCHES);
		LeakAnalysis analysis = fill(detector, parcels, 91, 700);
		assertThat(analysis.potentialLeaks()).isEmpty();
		assertThat(analysis.verdict().isAlarm()).isFalse();
	}

	@Test
	void theAlarmThatWasHeldBackComesWhenItMaySearchAgain() throws Exception {
		Map<Integer, Warehouse.Parcel> parcels = new HashMap<>();
		LeakDetector detector = growing(parcels);
		detector.restrain(NO_SEARCHES);
		assertThat(fill(detector, parcels, 1, 300).verdict().isAlarm()).isFalse();
		detector.restrain(Restraint.NONE);
		assertThat(fill(detector, parcels, 301, 600).verdict().isAlarm()).isTrue();
	}

	@Test
	void whoCannotSearchSaysSoInsteadOfHealthy() throws Exception {
		LeakDetector detector = detector();
		detector.judgeByGrowth("not under this collector");
		assertThat(analyse(detector, (second) -> 20).verdict()).isEqualTo(LeakVerdict.HEALTHY);
		detector.restrain(NO_SEARCHES);
		LeakAnalysis analysis = detector.analyse(Time.at(905), false, Leaks.NO_ALLOCATIONS);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
		assertThat(analysis.reasons()).first()
			.isEqualTo(new Reason("memprof looks for who holds objects", "no: it backs off, too dear",
					"not while it backs off: see cost.backOff", false));
	}

	@Test
	void whereObjectsAreSampledASteadyApplicationIsHealthyWithoutSearches() throws Exception {
		LeakDetector detector = detector();
		detector.attachTo((cutoff) -> new OldObjectSource.Batch(List.of(), Duration.ZERO));
		detector.restrain(NO_SEARCHES);
		assertThat(analyse(detector, (second) -> 20).verdict()).isEqualTo(LeakVerdict.HEALTHY);
	}

	@Test
	void anAnalysisThatIsAskedForSearchesAllTheSame() throws Exception {
		Map<Integer, Warehouse.Parcel> parcels = new HashMap<>();
		LeakDetector detector = growing(parcels);
		detector.restrain(NO_SEARCHES);
		LeakAnalysis analysis = LeakAnalysis.notYet(Time.START);
		for (long second = 1; second <= 320; second++) {
			see(detector, parcels, second);
			if (second % Time.ANALYSIS.toSeconds() == 0) {
				analysis = detector.analyse(Time.at(second), true, Leaks.NO_ALLOCATIONS);
			}
		}
		assertThat(analysis.verdict().isAlarm()).isTrue();
	}

	@Test
	void inAFullHeapTheAlarmIsKeptHoweverLongItLasts() throws Exception {
		LeakDetector detector = detector();
		LeakAnalysis reported = analyse(detector, RISING_THREADS);
		detector.restrain(FULL_HEAP);
		LeakAnalysis kept = detector.keep(reported, Time.at(5_000));
		assertThat(kept.verdict()).isEqualTo(reported.verdict());
		assertThat(kept.since()).isEqualTo(reported.since());
		assertThat(kept.potentialLeaks()).hasSameSizeAs(reported.potentialLeaks())
			.allSatisfy((leak) -> assertThat(leak.status()).isEqualTo(LeakStatus.KNOWN));
		assertThat(kept.reasons()).first().extracting(Reason::value).isEqualTo("no: it backs off, the heap is full");
	}

	@Test
	void aFullHeapIsNotHealthyWhateverWasSaid() throws Exception {
		LeakDetector detector = detector();
		LeakAnalysis reported = analyse(detector, (second) -> 20);
		assertThat(reported.verdict()).isEqualTo(LeakVerdict.HEALTHY);
		detector.restrain(FULL_HEAP);
		LeakAnalysis kept = detector.keep(detector.keep(reported, Time.at(905)), Time.at(910));
		assertThat(kept.verdict()).isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
		assertThat(kept.since()).isEqualTo(Time.at(905));
		assertThat(kept.reasons()).hasSize(reported.reasons().size() + 1);
	}

	@Test
	void afterAFullHeapALeakHasTheUsualTimeToBeSeenAgain() throws Exception {
		LeakDetector detector = detector();
		LeakAnalysis reported = analyse(detector, RISING_THREADS);
		detector.restrain(FULL_HEAP);
		detector.keep(reported, Time.at(5_000));
		detector.restrain(Restraint.NONE);
		detector.observe(snapshot(5_005, 20));
		LeakAnalysis after = detector.analyse(Time.at(5_005), false, Leaks.NO_ALLOCATIONS);
		assertThat(after.verdict().isAlarm()).isTrue();
	}

	private static final Restraint NO_SEARCHES = new Restraint(Restraint.Extent.SEARCHES, "too dear");

	private static final Restraint FULL_HEAP = new Restraint(Restraint.Extent.ALL_THAT_ALLOCATES, "the heap is full");

	private LeakDetector growing(Map<Integer, Warehouse.Parcel> parcels) {
		this.heapMax = Reading.of(150L << 20);
		LeakDetector detector = detectorOf(new Warehouse.Shelf(parcels));
		detector.judgeByGrowth("not under this collector");
		return detector;
	}

	private LeakAnalysis fill(LeakDetector detector, Map<Integer, Warehouse.Parcel> parcels, long from, long to)
			throws InterruptedException {
		LeakAnalysis analysis = LeakAnalysis.notYet(Time.START);
		for (long second = from; second <= to; second++) {
			see(detector, parcels, second);
			if (second % Time.ANALYSIS.toSeconds() == 0) {
				analysis = detector.analyse(Time.at(second), false, Leaks.NO_ALLOCATIONS);
			}
		}
		return analysis;
	}

	private void see(LeakDetector detector, Map<Integer, Warehouse.Parcel> parcels, long second) {
		if (second % Time.ANALYSIS.toSeconds() == 0) {
			Warehouse.fill(parcels, (int) second * 500);
		}
		detector.observe(snapshot(second, 20));
		detector.observe(List
			.of(new LiveHeap(Reading.of((100L << 20) + second * 50_000), LiveHeap.Quality.OLD, Time.at(second))));
	}

	private static LeakDetector detectorOf(Object bean) {
		BeanNames beans = new BeanNames() {

			@Override
			public @Nullable String beanOf(String className) {
				return null;
			}

			@Override
			public void visitSingletons(BiConsumer<String, Object> visitor) {
				visitor.accept("shelf", bean);
			}

		};
		return new LeakDetector(new LeakSettings(true, Time.ANALYSIS, Time.WARM_UP,
				LeakSettings.ReferenceChains.ON_SUSPICION, Duration.ofMillis(500), List.of()), Survivors.NAMING,
				(type) -> 16, beans, Time.START);
	}

	private static LeakDetector detector(String... ignore) {
		return new LeakDetector(
				new LeakSettings(true, Time.ANALYSIS, Time.WARM_UP, LeakSettings.ReferenceChains.ON_SUSPICION,
						Duration.ofMillis(500), List.of(ignore)),
				Survivors.NAMING, (type) -> 16, BeanNames.NONE, Time.START);
	}

	/** Objects that live for a minute in which the JVM runs. */
	private OldObjectSource sessions() {
		return (cutoff) -> {
			List<OldObject> living = new ArrayList<>();
			for (long age = 60; age >= 5; age -= 5) {
				long runs = this.second - this.stoodStill - age;
				long born = (runs <= 900) ? runs : runs + this.stoodStill;
				living.addAll(Survivors.survivors()
					.heldBy((i) -> Chain.mapOf("com.shop.OrderService", "orders").entry(i).to("com.shop.Order"))
					.from(Math.max(0, born))
					.to(Math.max(0, born)));
			}
			return new OldObjectSource.Batch(living, Duration.ofMillis(10));
		};
	}

	/** With a flat heap, collected each second. */
	private void run(LeakDetector detector, long from, long to, Set<LeakVerdict> verdicts) throws InterruptedException {
		for (this.second = from; this.second < to; this.second++) {
			detector.observe(snapshot(this.second, 20));
			detector.observe(List.of(reading(this.second)));
			if (this.second % Time.ANALYSIS.toSeconds() == 0) {
				verdicts.add(detector.analyse(Time.at(this.second), false, Leaks.NO_ALLOCATIONS).verdict());
			}
		}
	}

	private static LiveHeap reading(long second) {
		return new LiveHeap(Reading.of(100 << 20), LiveHeap.Quality.FULL, Time.at(second));
	}

	/** A quarter of an hour with a flat heap. */
	private LeakAnalysis analyse(LeakDetector detector, LongToIntFunction threads) throws InterruptedException {
		LeakAnalysis analysis = LeakAnalysis.notYet(Time.START);
		for (long second = 1; second <= 900; second++) {
			detector.observe(snapshot(second, threads.applyAsInt(second)));
			detector.observe(List.of(new LiveHeap(Reading.of(100 << 20), LiveHeap.Quality.FULL, Time.at(second))));
			if (second % Time.ANALYSIS.toSeconds() == 0) {
				analysis = detector.analyse(Time.at(second), false, Leaks.NO_ALLOCATIONS);
			}
		}
		return analysis;
	}

	private MemorySnapshot snapshot(long second, int threads) {
		return new MemorySnapshot(Time.at(second), NONE, 1, NONE, NONE, 1, this.heapMax, LiveHeap.NONE, 0, NONE, NONE,
				threads, 1, NONE, NONE);
	}

}
