package io.memprof.leak;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.function.LongToIntFunction;

import io.memprof.allocation.ComponentNaming;
import io.memprof.shop.Warehouse;
import io.memprof.shop.Warehouse.Parcel;
import io.memprof.shop.Warehouse.Shelf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Searches of real objects, second by second on a fake clock with a warm-up of a minute;
 * histograms and live heap are told.
 */
class GrowthEvidenceTests {

	private static final String PARCEL = Parcel.class.getName();

	private static final ComponentNaming NAMING = new ComponentNaming(Map.of(),
			List.of("com.shop", Warehouse.class.getPackageName()));

	private final Map<String, Object> beans = new HashMap<>();

	private LongToIntFunction breadcrumbs = (second) -> 0;

	private LongToIntFunction liveMebibytes = (second) -> 100;

	private double slowness = 1;

	private long second;

	private int histograms;

	private final FloorSeries liveHeap = new FloorSeries(Duration.ofSeconds(2));

	private final GrowthEvidence evidence = new GrowthEvidence(Time.WINDOWS, NAMING, new HolderSearch(new BeanNames() {

		@Override
		public @Nullable String beanOf(String className) {
			return null;
		}

		@Override
		public void visitSingletons(BiConsumer<String, Object> visitor) {
			GrowthEvidenceTests.this.beans.forEach(visitor);
		}

	}, NAMING), new Histograms(), Duration.ofMillis(500));

	@Test
	void aMapThatGrowsIsALeakAndItsHolder() throws Exception {
		Map<Integer, Parcel> parcels = shelf();
		HeapEvidence.Outcome outcome = run(180, (second) -> Warehouse.fill(parcels, (int) second * 50));
		assertThat(outcome.held()).singleElement().satisfies((suspect) -> {
			LeakInfo leak = reported(suspect);
			assertThat(leak.className()).isEqualTo(PARCEL);
			assertThat(leak.holder().container())
				.isEqualTo("java.util.HashMap in " + Shelf.class.getName() + ".content");
			assertThat(leak.holder().bean()).isEqualTo("shelf");
			assertThat(leak.growth().low()).isPositive();
		});
	}

	@Test
	void theStackThatFillsItIsTold() throws Exception {
		Map<Integer, Parcel> parcels = shelf();
		this.evidence.sites().saw("byte[]", Survivors.stack("com.shop.Report.render", "com.shop.ReportController.get"));
		this.evidence.sites().saw(PARCEL, Survivors.stack("com.shop.Sorter.sort", "com.shop.ParcelController.post"));
		HeapEvidence.Outcome outcome = run(180, (second) -> Warehouse.fill(parcels, (int) second * 50));
		LeakInfo leak = reported(outcome.held().get(0));
		assertThat(leak.allocationSite()).isEqualTo("com.shop.Sorter.sort:42");
		assertThat(leak.operation()).isEqualTo("ParcelController.post");
	}

	@Test
	void aGrowingContainerNeedsNoHistogram() throws Exception {
		Map<Integer, Parcel> parcels = shelf();
		this.liveMebibytes = (second) -> 100;
		run(180, (second) -> Warehouse.fill(parcels, (int) second * 50));
		assertThat(this.histograms).isZero();
	}

	@Test
	void aLeakIsNotNamedBeforeItLasted() throws Exception {
		Map<Integer, Parcel> parcels = shelf();
		assertThat(run(100, (second) -> Warehouse.fill(parcels, (int) second * 50)).held()).isEmpty();
	}

	@Test
	void anLruMapThatFillsIsBounded() throws Exception {
		Map<Integer, Parcel> recent = new Warehouse.Recent();
		this.beans.put("shelf", new Shelf(recent));
		HeapEvidence.Outcome outcome = run(180, (second) -> Warehouse.fill(recent, (int) second * 50));
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.bounded()).hasSize(1);
	}

	@Test
	void aCacheThatExpiresLevelsOff() throws Exception {
		Map<Integer, Parcel> cache = shelf();
		assertNever(600, (second) -> Warehouse.fill(cache, (int) Math.min(second, 75) * 50));
	}

	@Test
	void aBatchThatIsReplacedIsNoLeak() throws Exception {
		Shelf batch = new Shelf("batch");
		this.beans.put("batch", batch);
		assertNever(600, (second) -> {
			if (second % 90 == 0 || second == 1) {
				batch.with(new ArrayList<>());
			}
			add(batch, 20);
		});
	}

	@Test
	void aLongerBatchIsNoLeakOnceItWasDropped() throws Exception {
		Shelf batch = new Shelf("batch");
		this.beans.put("batch", batch);
		run(200, (second) -> add(batch, 20));
		batch.with(new ArrayList<>());
		run(15, (second) -> add(batch, 20));
		assertNever(240, (second) -> add(batch, 20));
	}

	@Test
	void anIndexAndWhatItLeadsToAreOneLeak() throws Exception {
		Map<Integer, Parcel> byNumber = new HashMap<>();
		List<Parcel> inOrder = new ArrayList<>();
		this.beans.put("shelf", new Shelf(byNumber));
		this.beans.put("list", new Shelf(inOrder));
		HeapEvidence.Outcome outcome = run(180, (second) -> {
			Warehouse.fill(byNumber, (int) second * 50);
			inOrder.clear();
			inOrder.addAll(byNumber.values());
		});
		assertThat(outcome.held()).hasSize(1);
	}

	@Test
	void twoLeaksStayApart() throws Exception {
		Map<Integer, Parcel> parcels = shelf();
		List<Object> labels = new ArrayList<>();
		this.beans.put("labels", new Warehouse.Labels(labels));
		HeapEvidence.Outcome outcome = run(180, (second) -> {
			Warehouse.fill(parcels, (int) second * 50);
			labels.add("label " + second);
			labels.add("label of " + second);
		});
		assertThat(outcome.held()).extracting(Suspect::className).containsExactlyInAnyOrder(PARCEL, "java.lang.String");
	}

	@Test
	void tasksInAQueueAreSizedByTheLiveHeap() throws Exception {
		List<Object> tasks = new ArrayList<>();
		this.beans.put("shelf", new Shelf(tasks));
		HeapEvidence.Outcome outcome = run(180, (second) -> tasks.add(new FutureTask<>(() -> second)));
		LeakInfo leak = outcome.held()
			.get(0)
			.reported(0, new Growth(100, 90, 110), Survivors.NAMING, (type) -> 48, BeanNames.NONE, Time.at(300));
		assertThat(leak.growth().mbPerHour()).isEqualTo(100);
	}

	@Test
	void whatTheCollectorClearsIsNoLeak() throws Exception {
		Map<Integer, Object> cache = new HashMap<>();
		this.beans.put("shelf", new Shelf(cache));
		assertNever(400, (second) -> cache.put((int) second, new WeakReference<>(new Object())));
	}

	@Test
	void aStepIsNoLeak() throws Exception {
		Map<Integer, Parcel> table = shelf();
		assertNever(600, (second) -> Warehouse.fill(table, (second < 200) ? 5_000 : 10_000));
	}

	@Test
	void aDailyRhythmIsNoLeak() throws Exception {
		Map<Integer, Parcel> open = shelf();
		assertNever(600, (second) -> {
			open.clear();
			Warehouse.fill(open, (int) (2_000 * (1.1 - Math.cos(2 * Math.PI * second / 120))));
		});
	}

	@Test
	void classesThatGrowWithoutAHolderAreASuspectOfTheirOwn() throws Exception {
		this.breadcrumbs = (second) -> (int) second * 20;
		this.liveMebibytes = (second) -> (int) (100 + second / 2);
		this.evidence.sites()
			.saw("com.shop.Breadcrumb", Survivors.stack("com.shop.Trail.leave", "com.shop.Worker.run"));
		HeapEvidence.Outcome outcome = run(240, (second) -> {
		});
		assertThat(outcome.held()).singleElement().satisfies((suspect) -> {
			LeakInfo leak = reported(suspect);
			assertThat(leak.className()).isEqualTo("com.shop.Breadcrumb");
			assertThat(leak.allocationSite()).isEqualTo("com.shop.Trail.leave:42");
			assertThat(leak.holder().container()).isNull();
		});
		assertThat(this.histograms).isBetween(4, 15);
	}

	@Test
	void onABusyMachineAHistogramIsBeyondTheBudget() throws Exception {
		this.breadcrumbs = (second) -> (int) second * 20;
		this.liveMebibytes = (second) -> (int) (100 + second / 2);
		this.slowness = 20;
		assertNever(400, (second) -> {
		});
		assertThat(this.histograms).isZero();
	}

	@Test
	void aHeapThatStandsStillTakesNoHistogram() throws Exception {
		this.breadcrumbs = (second) -> (int) second * 20;
		assertNever(400, (second) -> {
		});
		assertThat(this.histograms).isZero();
	}

	@Test
	void classesThatCameAndWentAreNoSuspect() throws Exception {
		this.breadcrumbs = (second) -> (int) (second % 60) * 20;
		this.liveMebibytes = (second) -> (int) (100 + second / 2);
		assertNever(400, (second) -> {
		});
	}

	@Test
	void aContainerThatGrowsByMostOfTheLiveHeapIsALeakThoughNoObjectOfItWasSampled() throws Exception {
		this.liveMebibytes = (second) -> 100 + (int) second / 5;
		assertThat(runBeyondSamples(largeParcels(), 200).held()).singleElement()
			.satisfies((suspect) -> assertThat(reported(suspect).holder().bean()).isEqualTo("shelf"));
	}

	@Test
	void theFewSampledObjectsThatHaveLivedForLongTellTheSite() throws Exception {
		this.liveMebibytes = (second) -> 100 + (int) second / 5;
		seeMuchAllocatedAndDropped();
		LongFunction<List<OldObject>> living = (second) -> Survivors.all(
				parcelsOf("com.shop.Shelves.fill").every(20).from(60).to(second),
				latest("com.shop.Window.show", second));
		assertThat(runBeyondSamples(largeParcels(), living, 200).held()).singleElement()
			.satisfies(
					(suspect) -> assertThat(reported(suspect).allocationSite()).isEqualTo("com.shop.Shelves.fill:42"));
	}

	@Test
	void sampledObjectsThatMayYetDieTellNoSite() throws Exception {
		this.liveMebibytes = (second) -> 100 + (int) second / 5;
		seeMuchAllocatedAndDropped();
		LongFunction<List<OldObject>> living = (second) -> latest("com.shop.Door.open", second);
		assertThat(runBeyondSamples(largeParcels(), living, 200).held()).singleElement()
			.satisfies(
					(suspect) -> assertThat(reported(suspect).allocationSite()).isEqualTo("com.shop.Window.show:42"));
	}

	@Test
	void aContainerThatGrowsByLittleOfTheLiveHeapIsNotWhatFillsIt() throws Exception {
		this.liveMebibytes = (second) -> 100 + (int) second;
		assertThat(runBeyondSamples(largeParcels(), 200).held()).isEmpty();
	}

	@Test
	void tasksThatPileUpMayBeWhatFillsTheLiveHeap() throws Exception {
		List<Object> tasks = new ArrayList<>();
		this.beans.put("shelf", new Shelf(tasks));
		this.liveMebibytes = (second) -> 100 + (int) second / 2;
		assertThat(runBeyondSamples((second) -> tasks.add(new FutureTask<>(() -> second)), 200).held()).hasSize(1);
	}

	@Test
	void fewTasksAreNotWhatFillsTheLiveHeap() throws Exception {
		List<Object> tasks = new ArrayList<>();
		this.beans.put("shelf", new Shelf(tasks));
		this.liveMebibytes = (second) -> 100 + (int) second * 5;
		assertThat(runBeyondSamples((second) -> tasks.add(new FutureTask<>(() -> second)), 200).held()).isEmpty();
	}

	@Test
	void whatTheOwnerOfTasksThatPileUpAllocatesIsHeldByThem() throws Exception {
		List<Object> tasks = new ArrayList<>();
		HeapEvidence.Outcome outcome = runWithSamplesOfTheOwner("com.shop.Order", tasks,
				(second) -> tasks.add(new FutureTask<>(() -> second)));
		assertThat(outcome.held()).singleElement().satisfies((suspect) -> {
			assertThat(suspect.className()).isEqualTo("com.shop.Order");
			assertThat(suspect.point()).isNotNull();
		});
	}

	@Test
	void ofTasksThatPileUpWithObjectsOfTheJdkTheTaskSaysMore() throws Exception {
		List<Object> tasks = new ArrayList<>();
		HeapEvidence.Outcome outcome = runWithSamplesOfTheOwner("byte[]", tasks,
				(second) -> tasks.add(new FutureTask<>(() -> second)));
		assertThat(outcome.held()).extracting(Suspect::className).containsExactly(FutureTask.class.getName());
	}

	@Test
	void whatTheOwnerOfTasksThatAreDoneAllocatesIsNotHeldByThem() throws Exception {
		List<Object> tasks = new ArrayList<>();
		HeapEvidence.Outcome outcome = runWithSamplesOfTheOwner("com.shop.Order", tasks, (second) -> {
			tasks.add(new FutureTask<>(() -> second));
			tasks.subList(0, Math.max(0, tasks.size() - 50)).clear();
		});
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).hasSize(1);
	}

	@Test
	void aContainerThatGrowsWhileTheLiveHeapRestsIsNoLeak() throws Exception {
		assertThat(runBeyondSamples(largeParcels(), 200).held()).isEmpty();
	}

	@Test
	void anElementLookedUpByClassIsFoundInItsContainer() throws Exception {
		Map<Integer, Parcel> parcels = shelf();
		Warehouse.fill(parcels, 100);
		HeldContainer found = this.evidence.holderOf(PARCEL::equals, List.of(), Time.at(300));
		assertThat(found).isNotNull();
		assertThat(found.bean()).isEqualTo("shelf");
	}

	private Map<Integer, Parcel> shelf() {
		Map<Integer, Parcel> map = new HashMap<>();
		this.beans.put("shelf", new Shelf(map));
		return map;
	}

	@SuppressWarnings("unchecked")
	private static void add(Shelf batch, int count) {
		List<Parcel> content = (batch.other() instanceof List<?> list) ? (List<Parcel>) list : new ArrayList<>();
		batch.with(content);
		for (int i = 0; i < count; i++) {
			content.add(Parcel.number(i));
		}
	}

	private void assertNever(long seconds, Traffic traffic) throws InterruptedException {
		long end = this.second + seconds;
		while (this.second < end) {
			assertThat(run(5, traffic).held()).as("after %s s", this.second).isEmpty();
		}
	}

	private HeapEvidence.Outcome run(long seconds, Traffic traffic) throws InterruptedException {
		return run(seconds, traffic,
				(now, trend) -> this.evidence.assess(now, Time.settled(), trend, 100 << 20, 0, true));
	}

	private HeapEvidence.Outcome run(long seconds, Traffic traffic, Analysis analysis) throws InterruptedException {
		HeapEvidence.Outcome outcome = HeapEvidence.Outcome.NOTHING;
		for (long end = this.second + seconds; this.second < end;) {
			this.second++;
			traffic.at(this.second);
			this.liveHeap.add(Time.at(this.second), this.liveMebibytes.applyAsInt(this.second) * (double) (1 << 20));
			if (this.second % Time.ANALYSIS.toSeconds() == 0) {
				outcome = analysis.at(Time.at(this.second), this.liveHeap.since(Time.settled()));
			}
		}
		return outcome;
	}

	/** 200 KB a second. */
	private Traffic largeParcels() {
		Map<Integer, Parcel> parcels = shelf();
		return (second) -> {
			for (int i = 0; i < 10; i++) {
				parcels.put(parcels.size(), new Parcel(second + " x".repeat(10_000) + i, i));
			}
		};
	}

	private void seeMuchAllocatedAndDropped() {
		for (int i = 0; i < 20; i++) {
			this.evidence.sites().saw(PARCEL, Survivors.stack("com.shop.Window.show"));
		}
		this.evidence.sites().saw(PARCEL, Survivors.stack("com.shop.Shelves.fill"));
	}

	private static Survivors parcelsOf(String method) {
		return Survivors.survivors().of(PARCEL).allocatedBy(method);
	}

	private static List<OldObject> latest(String method, long second) {
		return parcelsOf(method).every(1).from(second - 10).to(second);
	}

	private HeapEvidence.Outcome runBeyondSamples(Traffic traffic, long seconds) throws InterruptedException {
		return runBeyondSamples(traffic, (second) -> List.of(), seconds);
	}

	/**
	 * What lives when an analysis looks.
	 */
	private HeapEvidence.Outcome runBeyondSamples(Traffic traffic, LongFunction<List<OldObject>> living, long seconds)
			throws InterruptedException {
		return run(seconds, traffic, (now, trend) -> this.evidence.beyondSamples(HeapEvidence.Outcome.NOTHING,
				living.apply(this.second), Time.settled(), trend, 0, now));
	}

	/** A walk has found none of them. */
	private HeapEvidence.Outcome runWithSamplesOfTheOwner(String className, List<Object> tasks, Traffic traffic)
			throws InterruptedException {
		this.beans.put("shelf", new Shelf(tasks));
		List<OldObject> sampled = Survivors.survivors()
			.of(className)
			.allocatedBy(Shelf.class.getName() + ".ship", "com.shop.ParcelController.post")
			.every(10)
			.from(60)
			.to(200);
		HeapEvidence.Outcome unproven = new HeapEvidence.Outcome(List.of(), List.of(), List
			.of(new SurvivorGroup(List.of("com.shop.ParcelController.post"), sampled, sampled.get(0).allocatedAt())),
				sampled.size(), false);
		return run(200, traffic, (now, trend) -> this.evidence.completed(unproven, Time.settled(), now));
	}

	private ClassHistogram.Taken histogram() {
		this.histograms++;
		int count = this.breadcrumbs.applyAsInt(this.second);
		return new ClassHistogram.Taken(String.format(Locale.ROOT, """
				 num     #instances         #bytes  class name (module)
				   1:  %d  %d  [B (java.base@25)
				   2:  %d  %d  com.shop.Breadcrumb
				   3:  %d  %d  com.shop.Line
				   4:  1000  100  com.shop.Steady
				""", count * 40, count * 4_000, count, count * 32, count * 10, count * 240), Duration.ofMillis(100));
	}

	private static LeakInfo reported(Suspect suspect) {
		return suspect.reported(0, null, Survivors.NAMING, (type) -> 48, BeanNames.NONE, Time.at(300));
	}

	/** Told, on a machine that is as busy as the test says. */
	private final class Histograms implements ClassHistogram.Source {

		@Override
		public ClassHistogram.Taken take() {
			return histogram();
		}

		@Override
		public double slowness() {
			return GrowthEvidenceTests.this.slowness;
		}

	}

	/** By the trend of the live heap, or {@code null}. */
	private interface Analysis {

		HeapEvidence.Outcome at(Instant now, FloorSeries.@Nullable Trend trend) throws InterruptedException;

	}

	/** What the application does in a second. */
	private interface Traffic {

		void at(long second);

	}

}
