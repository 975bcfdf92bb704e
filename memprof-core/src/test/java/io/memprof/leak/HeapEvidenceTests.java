package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.IntFunction;

import io.memprof.leak.HeapEvidence.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.memprof.leak.Chain.chain;
import static io.memprof.leak.Survivors.survivors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class HeapEvidenceTests {

	private static final long NOW = 900;

	private static final Instant WALK = Time.at(NOW);

	private static final IntFunction<ReferenceChain> ORDERS = (
			i) -> Chain.mapOf("com.shop.OrderService", "orders").entry(i).to("com.shop.Order");

	private static final IntFunction<ReferenceChain> WEAKLY = (i) -> Chain.chain()
		.root("Threads")
		.field("com.shop.Registry", "conversations")
		.field("java.util.WeakHashMap", "table")
		.entry(i)
		.to("com.shop.Conversation");

	private static final IntFunction<ReferenceChain> LINKED = (i) -> Chain.chain()
		.field("com.shop.History", "last")
		.nodes(i + 1, "com.shop.Version", "previous")
		.field("com.shop.Version", "order")
		.to("com.shop.Order");

	private static final IntFunction<ReferenceChain> SESSIONS = (i) -> Chain
		.mapOf("org.apache.catalina.session.StandardManager", "sessions")
		.entry(i)
		.to("org.apache.catalina.session.StandardSession");

	private final HeapEvidence evidence = new HeapEvidence(Time.WINDOWS, Survivors.NAMING);

	@Test
	void whatAccumulatesAndIsFoundFromTheRootsIsHeld() {
		Outcome outcome = outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		assertThat(outcome.held()).singleElement()
			.satisfies((suspect) -> assertThat(suspect.className()).isEqualTo("com.shop.Order"))
			.satisfies((suspect) -> assertThat(suspect.point()).isNotNull());
		assertThat(outcome.unproven()).isEmpty();
	}

	@Test
	void aDroppedBatchThatIsNotCollectedYetIsNotHeld() {
		List<OldObject> objects = Survivors.all(survivors().from(60).to(840),
				survivors().heldBy(ORDERS).from(845).to(NOW));
		Outcome outcome = outcome(objects, WALK, null);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).hasSize(1);
	}

	@Test
	void garbageOfEveryAgeIsNotHeld() {
		Outcome outcome = outcome(survivors().from(60).to(NOW), WALK, null);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).hasSize(1);
	}

	@Test
	void aWalkThatWasCutShortProvesByWhatItFound() {
		List<OldObject> objects = Survivors.all(survivors().heldBy(ORDERS).every(20).from(60).to(NOW),
				survivors().from(62).to(NOW));
		this.evidence.update(objects, Time.settled(), new HeapEvidence.Walk(WALK, false));
		assertThat(this.evidence.assess(WALK, Time.settled(), null).held()).hasSize(1);
	}

	@Test
	void aSiteThatAllocatesNoMoreLeaksNoMore() {
		List<OldObject> objects = survivors().heldBy(ORDERS).from(60).to(500);
		this.evidence.activity()
			.saw(Time.at(500), Survivors.stack("com.shop.OrderService.place", "com.shop.OrderController.create"));
		Outcome outcome = outcome(objects, WALK, null);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).isEmpty();
	}

	@Test
	void aSiteThatGoesOnAllocatingLeaksThoughItsNewestObjectsWereNotSampled() {
		List<OldObject> objects = survivors().heldBy(ORDERS).from(60).to(650);
		this.evidence.activity()
			.saw(Time.at(NOW - 1), Survivors.stack("com.shop.OrderService.place", "com.shop.OrderController.create"));
		assertThat(outcome(objects, WALK, null).held()).hasSize(1);
	}

	@Test
	void whatSurvivedAnOldCollectionIsHeld() {
		Outcome outcome = outcome(survivors().from(60).to(NOW), null, Time.at(NOW - 10));
		assertThat(outcome.held()).singleElement()
			.satisfies((suspect) -> assertThat(suspect.className()).isEqualTo("com.shop.Order"))
			.satisfies((suspect) -> assertThat(suspect.point()).isNull());
	}

	@Test
	void anOldCollectionLongAgoProvesNothing() {
		Outcome outcome = outcome(survivors().from(60).to(NOW), null, Time.at(80));
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).hasSize(1);
	}

	@Test
	void withoutWalkAndOldCollectionNothingIsProven() {
		Outcome outcome = outcome(survivors().from(60).to(NOW), null, null);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).hasSize(1);
		assertThat(outcome.wantsWalk()).isTrue();
	}

	@Test
	void whatAccumulatesInABoundedHolderIsBounded() {
		IntFunction<ReferenceChain> queue = (i) -> chain().field("com.shop.Mailer", "outbox")
			.field("java.util.concurrent.ArrayBlockingQueue", "items")
			.array("java.lang.Object[]", i)
			.to("com.shop.Mail");
		Outcome outcome = outcome(survivors().of("com.shop.Mail").heldBy(queue).from(60).to(NOW), WALK, null);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.bounded()).hasSize(1);
	}

	@Test
	void aShortAccumulationIsNothingYet() {
		Outcome outcome = outcome(survivors().heldBy(ORDERS).every(1).from(NOW - 60).to(NOW), WALK, null);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).isEmpty();
	}

	@Test
	void sessionsWithATimeoutAreNotHeld() {
		this.evidence.update(survivors().heldBy(ORDERS).from(60).to(200), Time.settled(), null);
		this.evidence.assess(Time.at(200), Time.settled(), null);
		Outcome outcome = outcome(survivors().heldBy(ORDERS).from(NOW - 200).to(NOW), WALK, Time.at(NOW));
		assertThat(outcome.held()).isEmpty();
	}

	@Test
	void aLeakThatWasFullyExplainedWantsNoWalk() {
		Outcome outcome = outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		assertThat(outcome.wantsWalk()).isFalse();
	}

	@Test
	void aHealthyHeapWantsNoWalk() {
		assertThat(outcome(List.of(), null, null).wantsWalk()).isFalse();
	}

	@Test
	void oneLeakThroughFivePathsAndClassesIsOneSuspect() {
		List<OldObject> objects = new ArrayList<>();
		for (int path = 0; path < 5; path++) {
			int number = path;
			objects.addAll(survivors().of("com.shop.Part" + path)
				.allocatedBy("com.shop.Step" + path + ".make", "com.shop.OrderController.create")
				.heldBy((i) -> Chain.mapOf("com.shop.OrderService", "orders")
					.entry(100 * number + i)
					.field("com.shop.Order", "part" + number)
					.to("com.shop.Part" + number))
				.every(15)
				.from(60 + path)
				.to(NOW));
		}
		assertThat(outcome(objects, WALK, null).held()).singleElement(type(HeapSuspect.class))
			.satisfies((suspect) -> assertThat(suspect.className()).isEqualTo("com.shop.Order"))
			.satisfies((suspect) -> assertThat(suspect.groups()).hasSize(5))
			.satisfies((suspect) -> assertThat(suspect.objects()).isEqualTo(objects.size()));
	}

	@Test
	void severalLeaksStayApart() {
		List<OldObject> objects = Survivors.all(survivors().heldBy(ORDERS).from(60).to(NOW),
				survivors().of("com.shop.Mail")
					.allocatedBy("com.shop.Mailer.queue", "com.shop.OrderController.create")
					.heldBy((i) -> Chain.mapOf("com.shop.Mailer", "outbox").entry(i).to("com.shop.Mail"))
					.from(61)
					.to(NOW),
				survivors().of("com.shop.Event")
					.allocatedBy("com.shop.Bus.publish", "com.shop.Job.run")
					.heldBy((i) -> Chain.mapOf("com.shop.Bus", "events").entry(i).to("com.shop.Event"))
					.from(62)
					.to(NOW));
		assertThat(outcome(objects, WALK, null).held()).extracting(Suspect::className)
			.containsExactlyInAnyOrder("com.shop.Order", "com.shop.Mail", "com.shop.Event");
	}

	@Test
	void aWalkThatFindsNothingSpeaksAgainstAnOldCollectionBefore() {
		assertThat(outcome(survivors().from(60).to(NOW), WALK, Time.at(NOW - 10)).held()).isEmpty();
	}

	@Test
	void anOldCollectionLongAfterAWalkIsNewEvidence() {
		this.evidence.update(survivors().from(60).to(300), Time.settled(), new HeapEvidence.Walk(Time.at(300), true));
		Outcome outcome = outcome(survivors().from(350).to(2 * NOW), null, Time.at(2 * NOW - 10), 2 * NOW);
		assertThat(outcome.held()).hasSize(1);
	}

	@Test
	void aWalkThatWasCutShortTakesTheProofAwayIfItFoundOnlyYoungOnes() {
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		List<OldObject> objects = Survivors.all(survivors().from(60).to(NOW + 30),
				survivors().heldBy(ORDERS).every(2).from(NOW + 15).to(NOW + 45));
		this.evidence.update(objects, Time.settled(), new HeapEvidence.Walk(Time.at(NOW + 60), false));
		assertThat(this.evidence.assess(Time.at(NOW + 60), Time.settled(), null).held()).isEmpty();
	}

	@Test
	void aProofOlderThanHalfOfWhatItStandsForWantsAnotherWalk() {
		Outcome fresh = outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		assertThat(fresh.wantsWalk()).isFalse();
		Outcome later = outcome(survivors().from(60).to(3 * NOW), null, null, 3 * NOW);
		assertThat(later.held()).hasSize(1);
		assertThat(later.wantsWalk()).isTrue();
	}

	@Test
	void aShortAccumulationMustDoWhereTheHeapIsSoonExhausted() {
		this.evidence.exhaustedIn(120);
		assertThat(outcome(survivors().heldBy(ORDERS).every(1).from(NOW - 60).to(NOW), WALK, null).held()).hasSize(1);
	}

	@Test
	void aFindingStaysUntilTheNextWalk() {
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		Outcome later = outcome(survivors().from(60).to(NOW + 30), null, null);
		assertThat(later.held()).singleElement().satisfies((suspect) -> assertThat(suspect.point()).isNotNull());
	}

	@Test
	void aFindingStaysThoughTheSamplerHasForgottenMostOfWhatWasFound() {
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		assertThat(outcome(survivors().every(40).from(60).to(2 * NOW), null, null, 2 * NOW).held()).hasSize(1);
	}

	@Test
	void whatWasProvenStaysWhileTheHeapRisesThoughTheSamplerTakesInNoMore() {
		this.evidence.exhaustedIn(3600);
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		this.evidence.activity()
			.saw(Time.at(3 * NOW), Survivors.stack("com.shop.OrderService.place", "com.shop.OrderController.create"));
		Outcome later = outcome(survivors().heldBy(ORDERS).from(60).to(NOW), Time.at(3 * NOW), null, 3 * NOW);
		assertThat(later.held()).singleElement().satisfies((suspect) -> assertThat(suspect.point()).isNotNull());
	}

	@Test
	void whatWasProvenIsWithdrawnWhenNoMoreIsSampledAndTheHeapRestsAgain() {
		this.evidence.exhaustedIn(3600);
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		this.evidence.exhaustedIn(Double.POSITIVE_INFINITY);
		this.evidence.activity()
			.saw(Time.at(3 * NOW), Survivors.stack("com.shop.OrderService.place", "com.shop.OrderController.create"));
		Outcome later = outcome(survivors().heldBy(ORDERS).from(60).to(NOW), Time.at(3 * NOW), null, 3 * NOW);
		assertThat(later.held()).isEmpty();
	}

	@Test
	void aWalkThatDoesNotFindItAgainTakesTheProofAwayThoughTheHeapRises() {
		this.evidence.exhaustedIn(3600);
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		Outcome later = outcome(survivors().from(60).to(NOW), Time.at(NOW + 30), null, NOW + 30);
		assertThat(later.held()).isEmpty();
	}

	@Test
	void aFindingSaysNothingOfOtherObjectsOfThePathOnceThoseItFoundAreGone() {
		List<OldObject> index = survivors().of("com.shop.Page").every(400).from(61).to(NOW);
		outcome(Survivors.all(index, survivors().heldBy(ORDERS).from(60).to(NOW)), WALK, null);
		List<OldObject> afterTheFix = Survivors.all(index,
				survivors().of("com.shop.Row").every(60).from(NOW + 200).to(2 * NOW));
		Outcome outcome = outcome(afterTheFix, null, null, 2 * NOW);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).hasSize(1);
	}

	@Test
	void aFewOldPartsOfAContainerDoNotMakeItsYoungEntriesAccumulate() {
		List<OldObject> objects = Survivors.all(survivors().heldBy(ORDERS).every(20).from(60).to(80),
				survivors().heldBy(ORDERS).every(60).from(NOW - 350).to(NOW));
		assertThat(outcome(objects, WALK, null).held()).isEmpty();
	}

	@Test
	void whatWasFilledOnceDoesNotAccumulateBecauseItsPathKeepsYoungObjectsElsewhere() {
		IntFunction<ReferenceChain> inFlight = (i) -> chain().root("Threads")
			.field("com.shop.OrderService", "inFlight")
			.field("java.util.ArrayDeque", "elements")
			.array("java.lang.Object[]", i)
			.to("com.shop.Order");
		List<OldObject> objects = Survivors.all(survivors().heldBy(ORDERS).every(20).from(60).to(200),
				survivors().heldBy(inFlight).every(40).from(560).to(NOW), survivors().from(62).to(NOW));
		this.evidence.update(objects, Time.settled(), new HeapEvidence.Walk(WALK, false));
		Outcome outcome = this.evidence.assess(WALK, Time.settled(), null);
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).hasSize(1);
	}

	@Test
	void aLeakBesideAWiderTableThatItsPathFilledOnceIsNamedByItsOwnHolder() {
		IntFunction<ReferenceChain> unshipped = (i) -> chain().staticField("com.shop.Shipping", "unshipped")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.to("com.shop.Order");
		List<OldObject> objects = Survivors.all(survivors().heldBy(ORDERS).every(3).from(60).to(160),
				survivors().heldBy(unshipped).every(50).from(61).to(NOW));
		assertThat(outcome(objects, WALK, null).held()).singleElement(type(HeapSuspect.class))
			.satisfies((suspect) -> assertThat(suspect.point().key()).contains("unshipped"));
	}

	@Test
	void aListOfAThreadAtWorkIsNamedByItsThreadLocalAsThoseOfIdleOnesAre() {
		List<OldObject> objects = Survivors
			.all(survivors().heldBy((i) -> trailOf(chain().root("Threads: Stack Variable"), i))
				.every(20)
				.from(60)
				.to(NOW), survivors().heldBy((i) -> trailOf(threadLocal(), i)).every(50).from(61).to(NOW));
		assertThat(outcome(objects, WALK, null).held()).singleElement(type(HeapSuspect.class))
			.satisfies((suspect) -> assertThat(suspect.point().key()).contains("ThreadLocalMap"));
	}

	@Test
	void aListThatOnlyAVariableLeadsToIsNamedByIt() {
		List<OldObject> objects = survivors().heldBy((i) -> trailOf(chain().root("Threads: Stack Variable"), i))
			.every(20)
			.from(60)
			.to(NOW);
		assertThat(outcome(objects, WALK, null).held()).singleElement(type(HeapSuspect.class))
			.satisfies((suspect) -> assertThat(suspect.point().key()).startsWith("java.util.ArrayList"));
	}

	@Test
	void whatAccumulatesInSeveralPartsOfOneKindAccumulates() {
		IntFunction<ReferenceChain> parts = (i) -> chain().staticField("com.shop.Shards", "all")
			.array("com.shop.Shard[]", i % 3)
			.field("com.shop.Shard", "orders")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.to("com.shop.Order");
		List<OldObject> objects = survivors().heldBy(parts).every(70).from(60).to(NOW);
		assertThat(outcome(objects, WALK, null).held()).hasSize(1);
	}

	@Test
	void aWalkThatWasCutShortTakesNoProofAway() {
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		this.evidence.update(survivors().from(60).to(NOW + 30), Time.settled(),
				new HeapEvidence.Walk(Time.at(NOW + 30), false));
		assertThat(this.evidence.assess(Time.at(NOW + 30), Time.settled(), null).held()).hasSize(1);
	}

	@Test
	void aWholeWalkThatFindsNothingTakesTheProofAway() {
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		Outcome later = outcome(survivors().from(60).to(NOW + 30), Time.at(NOW + 30), null, NOW + 30);
		assertThat(later.held()).isEmpty();
	}

	@Test
	void linkedObjectsThatTheWalkNoLongerReachesTheEndOfStayProven() {
		outcome(survivors().heldBy(LINKED).from(60).to(NOW), WALK, null);
		Outcome later = outcome(survivors().from(60).to(NOW + 30), Time.at(NOW + 30), null, NOW + 30);
		assertThat(later.held()).hasSize(1);
	}

	@Test
	void linkedObjectsOfWhichTheWalkFindsTheFirstAreHeldOnceOldCollectionsSparedAll() {
		List<OldObject> objects = Survivors.all(survivors().from(60).to(NOW - 100),
				survivors().heldBy(LINKED).from(NOW - 60).to(NOW - 20));
		assertThat(outcome(objects, WALK, null).held()).isEmpty();
		this.evidence.collectedOld(Time.at(NOW - 10));
		this.evidence.collectedOld(Time.at(NOW + 400));
		assertThat(outcome(objects, null, null).held()).hasSize(1);
	}

	@Test
	void underWeakKeysAWalkProvesNothingBeforeOldObjectsAreCollected() {
		assertThat(outcome(survivors().heldBy(WEAKLY).from(60).to(NOW), WALK, null).held()).isEmpty();
	}

	@Test
	void underWeakKeysOneOldCollectionOnlyClearsTheKeys() {
		this.evidence.collectedOld(Time.at(NOW - 10));
		this.evidence.collectedOld(Time.at(NOW - 5));
		assertThat(outcome(survivors().heldBy(WEAKLY).from(60).to(NOW), WALK, null).held()).isEmpty();
	}

	@Test
	void underWeakKeysWhatOutlivesTwoOldCollectionsIsHeld() {
		this.evidence.collectedOld(Time.at(NOW - 200));
		this.evidence.collectedOld(Time.at(NOW - 10));
		assertThat(outcome(survivors().heldBy(WEAKLY).from(60).to(NOW), WALK, null).held()).hasSize(1);
	}

	@Test
	void underWeakKeysAValueThatLeadsBackToItsKeyIsHeld() {
		IntFunction<ReferenceChain> back = (i) -> Chain.chain()
			.field(Registry.class.getName(), "states")
			.field("java.util.WeakHashMap", "table")
			.entry(i)
			.field("com.shop.State", "owner")
			.field("java.lang.StringBuilder", "value")
			.to("byte[]");
		assertThat(outcome(survivors().heldBy(back).from(60).to(NOW), WALK, null).held()).hasSize(1);
	}

	@Test
	void whatComesAndGoesIsNotHeldThoughSomeOfItIsOld() {
		List<OldObject> objects = Survivors.all(survivors().from(60).to(NOW),
				survivors().heldBy(ORDERS).every(20).from(62).to(NOW));
		assertThat(outcome(objects, WALK, null).held()).isEmpty();
	}

	@Test
	void whatStaysForRandomTimesIsNoQueueThoughItsOldestGetsOlder() {
		outcome(comingAndGoing(NOW - 300), Time.at(NOW - 300), null, NOW - 300);
		assertThat(outcome(comingAndGoing(NOW), WALK, null).held()).isEmpty();
	}

	@Test
	void aQueueThatTakesInMoreThanItGivesOutIsHeld() {
		assertThat(fillingTwice(ORDERS).held()).hasSize(1);
	}

	@Test
	void whatIsOlderThanWhatWasFoundInAnotherPlaceIsNoQueue() {
		outcome(survivors().heldBy(ORDERS).from(60).to(3 * NOW), Time.at(3 * NOW), null, 3 * NOW);
		List<OldObject> elsewhere = survivors()
			.heldBy((i) -> trailOf(chain().staticField("com.shop.Index", "pages"), i))
			.from(2 * NOW)
			.to(6 * NOW);
		assertThat(outcome(elsewhere, Time.at(6 * NOW), null, 6 * NOW).held()).isEmpty();
	}

	@Test
	void sessionsWhoseOldestStillGetOlderAreNoQueue() {
		assertThat(fillingTwice(SESSIONS).held()).isEmpty();
	}

	@Test
	void sessionsMayExpireAsLongAsNoWalkHasFoundOneOlderThanTheyUsuallyLive() {
		outcome(survivors().heldBy(SESSIONS).from(60).to(200), Time.at(200), null, 200);
		List<OldObject> uncollected = survivors().from(60).to(NOW);
		assertThat(outcome(uncollected, null, null).held()).isEmpty();
	}

	@Test
	void sessionsWantNoWalkBeforeSomeAreOlderThanTheyUsuallyLive() {
		List<OldObject> soFar = survivors().heldBy(SESSIONS).from(60).to(200);
		assertThat(outcome(soFar, Time.at(200), null, 200).wantsWalk()).isFalse();
		assertThat(outcome(survivors().from(60).to(NOW), null, null).wantsWalk()).isTrue();
	}

	@Test
	void sessionsThatAWalkFoundOlderThanTheyUsuallyLiveAreHeld() {
		assertThat(outcome(survivors().heldBy(SESSIONS).from(60).to(NOW), WALK, null).held()).hasSize(1);
	}

	@Test
	void whatComesAndGoesIsToldByItsAgeWhenAWalkWasCutShort() {
		List<OldObject> objects = Survivors.all(survivors().heldBy(ORDERS).from(500).to(NOW),
				survivors().heldBy(ORDERS).every(60).from(62).to(500), survivors().from(63).to(500));
		this.evidence.update(objects, Time.settled(), new HeapEvidence.Walk(WALK, false));
		assertThat(this.evidence.assess(WALK, Time.settled(), null).held()).isEmpty();
	}

	@Test
	void aNewSessionKnowsNothing() {
		outcome(survivors().heldBy(ORDERS).from(60).to(NOW), WALK, null);
		this.evidence.clear();
		assertThat(this.evidence.assess(Time.at(NOW), Time.settled(), null)).isEqualTo(Outcome.NOTHING);
		assertThat(this.evidence.heldBytes()).isZero();
	}

	@Test
	void objectsWithoutAStackAreNoEvidence() {
		Outcome outcome = outcome(survivors().allocatedBy().from(60).to(NOW), WALK, Time.at(NOW));
		assertThat(outcome.held()).isEmpty();
		assertThat(outcome.unproven()).isEmpty();
	}

	/** Half of what came is old, and one in four of it is still there. */
	private static List<OldObject> comingAndGoing(long now) {
		return Survivors.all(survivors().from(60).to(now),
				survivors().heldBy(ORDERS).every(20).from(now / 2 + 2).to(now));
	}

	/** The oldest are gone at the second walk, but what is left reaches back further. */
	private Outcome fillingTwice(IntFunction<ReferenceChain> chains) {
		outcome(survivors().heldBy(chains).from(60).to(3 * NOW), Time.at(3 * NOW), null, 3 * NOW);
		return outcome(survivors().heldBy(chains).from(2 * NOW).to(6 * NOW), Time.at(6 * NOW), null, 6 * NOW);
	}

	private Outcome outcome(List<OldObject> objects, @Nullable Instant walk, @Nullable Instant lastOldCollection) {
		return outcome(objects, walk, lastOldCollection, NOW);
	}

	private Outcome outcome(List<OldObject> objects, @Nullable Instant walk, @Nullable Instant lastOldCollection,
			long now) {
		this.evidence.update(objects, Time.settled(), (walk != null) ? new HeapEvidence.Walk(walk, true) : null);
		return this.evidence.assess(Time.at(now), Time.settled(), lastOldCollection);
	}

	/** Declares what its keys are. */
	@SuppressWarnings("unused")
	private static final class Registry {

		private final Map<StringBuilder, String> states = new WeakHashMap<>();

	}

	private static Chain threadLocal() {
		return chain().root("Threads")
			.thread("java.lang.Thread", "worker", "threadLocals")
			.field("java.lang.ThreadLocal$ThreadLocalMap", "table")
			.array("java.lang.ThreadLocal$ThreadLocalMap$Entry[]", 7)
			.field("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value");
	}

	private static ReferenceChain trailOf(Chain owner, int i) {
		return owner.field("java.util.ArrayList", "elementData").array("java.lang.Object[]", i).to("com.shop.Order");
	}

}
