package io.memprof.leak;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

import org.junit.jupiter.api.Test;

import static io.memprof.leak.Chain.chain;
import static io.memprof.leak.Survivors.survivors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * The states of design.md as scenarios on a fake clock: warm-up of a minute, an analysis
 * every five seconds.
 */
class LeakJudgeTests {

	private static final IntFunction<ReferenceChain> ORDERS = (
			i) -> Chain.mapOf("com.shop.OrderService", "orders").entry(i).to("com.shop.Order");

	private static final LongFunction<List<OldObject>> LEAK = (now) -> survivors().heldBy(ORDERS).from(20).to(now);

	private static final LongFunction<List<OldObject>> SESSIONS = (
			now) -> survivors().heldBy(ORDERS).from(Math.max(0, (now - 60) / 5 * 5)).to(now);

	private final ObservedApplication application = new ObservedApplication();

	@Test
	void aYoungSessionWarmsUp() {
		assertThat(this.application.surviving(LEAK).until(50).verdict()).isEqualTo(LeakVerdict.WARMING_UP);
	}

	@Test
	void aWarmSessionAbstainsUntilItHasObservedForLong() {
		assertThat(this.application.until(70).verdict()).isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
	}

	@Test
	void aFlatHeapIsHealthy() {
		assertThat(this.application.until(900).verdict()).isEqualTo(LeakVerdict.HEALTHY);
	}

	@Test
	void aSawtoothIsHealthy() {
		assertThat(this.application.withLiveHeap((second) -> 100 + second % 30).until(900).verdict())
			.isEqualTo(LeakVerdict.HEALTHY);
	}

	@Test
	void sessionsWithATimeoutAreHealthy() {
		assertThat(this.application.surviving(SESSIONS).until(1800).verdict()).isEqualTo(LeakVerdict.HEALTHY);
	}

	@Test
	void aBatchThatIsDroppedWhenDoneIsHealthy() {
		this.application.withLiveHeap((second) -> 100 + 0.2 * (second % 60))
			.surviving((now) -> survivors().heldBy(ORDERS).from(now / 60 * 60).to(now));
		assertThat(verdictsUntil(1800)).doesNotContain(LeakVerdict.SUSPECTED, LeakVerdict.CONFIRMED);
	}

	@Test
	void aFillAtStartUpIsHealthy() {
		this.application.withLiveHeap((second) -> 100 + Math.min(second, 40))
			.surviving((now) -> survivors().heldBy(ORDERS).every(1).to(Math.min(now, 40)));
		assertThat(verdictsUntil(1800)).doesNotContain(LeakVerdict.SUSPECTED, LeakVerdict.CONFIRMED);
		assertThat(this.application.until(1805).verdict()).isEqualTo(LeakVerdict.HEALTHY);
	}

	@Test
	void aDailyRhythmIsNoAlarm() {
		this.application.withLiveHeap((second) -> 200 - 90 * Math.cos(second * 2 * Math.PI / 1200)).surviving(SESSIONS);
		assertThat(verdictsUntil(4800)).doesNotContain(LeakVerdict.SUSPECTED, LeakVerdict.CONFIRMED);
	}

	@Test
	void aHeapWithoutCollectionsCannotBeJudged() {
		assertThat(this.application.withoutCollections().until(900).verdict())
			.isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
	}

	@Test
	void aRiseAfterYoungCollectionsOnlyIsNotEnough() {
		assertThat(this.application.withYoungCollectionsOnly()
			.withLiveHeap((second) -> 100 + 0.2 * second)
			.until(900)
			.verdict()).isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
	}

	@Test
	void aRiseWithoutASuspectIsGrowing() {
		assertThat(this.application.withLiveHeap((second) -> 100 + 0.2 * second).until(900).verdict())
			.isEqualTo(LeakVerdict.GROWING);
	}

	@Test
	void theLineOfTheLiveHeapIsTheOneBehindItsGrowth() {
		LeakAnalysis analysis = this.application.withLiveHeap((second) -> 100 + 0.2 * second).until(900);
		LiveHeapTrend line = analysis.trend();
		Growth growth = analysis.growth();
		assertThat(line).isNotNull();
		assertThat(growth).isNotNull();
		double hours = Duration.between(line.from(), line.to()).toMillis() / 3_600_000.0;
		assertThat((line.endBytes() - line.startBytes()) / hours / (1 << 20)).isCloseTo(growth.mbPerHour(),
				withinPercentage(1));
		assertThat(line.to()).isBetween(analysis.at().minusSeconds(60), analysis.at());
		assertThat(line.endBytes() / (double) (1 << 20))
			.isCloseTo(100 + 0.2 * Duration.between(Time.START, line.to()).toSeconds(), withinPercentage(5));
	}

	@Test
	void objectsThatAccumulateAreSuspected() {
		assertThat(this.application.surviving(LEAK).until(300).verdict()).isEqualTo(LeakVerdict.SUSPECTED);
	}

	@Test
	void objectsThatOldCollectionsSpareAreSuspectedWhereNoWalkIsMade() {
		this.application.withoutWalks().surviving((now) -> survivors().from(20).to(now));
		LeakAnalysis analysis = this.application.until(300);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.SUSPECTED);
		assertThat(analysis.potentialLeaks()).singleElement()
			.satisfies((leak) -> assertThat(leak.holder().unavailable()).isNotEmpty());
	}

	@Test
	void objectsThatNoOldCollectionSparedAreNotSuspectedWhereNoWalkIsMade() {
		this.application.withoutWalks().withYoungCollectionsOnly().surviving((now) -> survivors().from(20).to(now));
		assertThat(this.application.until(900).verdict()).isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
	}

	@Test
	void objectsThatAccumulateInAFlatHeapAreNotConfirmed() {
		assertThat(this.application.surviving(LEAK).until(900).verdict()).isEqualTo(LeakVerdict.SUSPECTED);
	}

	@Test
	void aSuspicionThatLastsWhileTheHeapRisesIsConfirmed() {
		this.application.surviving(LEAK).withLiveHeap((second) -> 100 + 0.5 * second);
		assertThat(this.application.until(900).verdict()).isEqualTo(LeakVerdict.CONFIRMED);
	}

	@Test
	void aLeakThatBeginsLateIsConfirmed() {
		this.application.withLiveHeap((second) -> 100 + 0.4 * Math.max(0, second - 600))
			.surviving((now) -> (now < 600) ? List.of() : survivors().heldBy(ORDERS).from(600).to(now));
		assertThat(this.application.until(600).verdict()).isEqualTo(LeakVerdict.HEALTHY);
		assertThat(this.application.until(2400).verdict()).isEqualTo(LeakVerdict.CONFIRMED);
	}

	@Test
	void aLeakBesideShortLivedObjectsOfItsSiteIsConfirmed() {
		this.application.withLiveHeap((second) -> 100 + 0.5 * second)
			.surviving((now) -> Survivors.all(survivors().heldBy(ORDERS).every(20).from(20).to(now),
					survivors().heldBy(ORDERS).every(1).from(Math.max(0, now - 20)).to(now)));
		assertThat(this.application.until(900).verdict()).isEqualTo(LeakVerdict.CONFIRMED);
	}

	@Test
	void aLeakIsSuspectedBeforeItIsConfirmed() {
		this.application.surviving(LEAK).withLiveHeap((second) -> 100 + 0.5 * second);
		assertThat(this.application.until(240).verdict()).isEqualTo(LeakVerdict.SUSPECTED);
	}

	@Test
	void aBoundedHolderThatFillsIsBounded() {
		IntFunction<ReferenceChain> queue = (i) -> chain().field("com.shop.Mailer", "outbox")
			.field("java.util.concurrent.ArrayBlockingQueue", "items")
			.array("java.lang.Object[]", i)
			.to("com.shop.Mail");
		this.application.surviving((now) -> survivors().heldBy(queue).from(20).to(now));
		LeakAnalysis analysis = this.application.withYoungCollectionsOnly().until(900);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.BOUNDED);
		assertThat(analysis.reasons()).anySatisfy((reason) -> assertThat(reason.value()).contains("fixed capacity"));
	}

	@Test
	void whatMayBeGarbageIsNeitherALeakNorHealthy() {
		LeakAnalysis analysis = this.application.surviving((now) -> survivors().from(20).to(now))
			.withYoungCollectionsOnly()
			.until(900);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
		assertThat(analysis.suspiciousPatterns()).anySatisfy(
				(pattern) -> assertThat(pattern).contains("com.shop.OrderService.place").contains("not collected"));
	}

	@Test
	void aDroppedBatchThatIsNotCollectedYetIsNoLeak() {
		this.application.withYoungCollectionsOnly()
			.surviving((now) -> Survivors.all(survivors().from(20).to(Math.min(now, 3000) - 30),
					survivors().heldBy(ORDERS).from(Math.max(0, (now - 25) / 5 * 5)).to(now)));
		assertThat(this.application.until(900).verdict()).isEqualTo(LeakVerdict.INSUFFICIENT_EVIDENCE);
	}

	@Test
	void aLeakThatIsReleasedHasRecovered() {
		this.application.surviving((now) -> (now < 600) ? LEAK.apply(now) : List.of());
		assertThat(this.application.until(595).verdict()).isEqualTo(LeakVerdict.SUSPECTED);
		assertThat(this.application.until(700).verdict()).isEqualTo(LeakVerdict.RECOVERED);
	}

	@Test
	void aLeakThatHasFilledTheHeapHasNotRecovered() {
		this.application.surviving((now) -> (now < 600) ? LEAK.apply(now) : List.of())
			.withLiveHeap((second) -> Math.min(1010, 100 + 2 * second));
		assertThat(this.application.until(595).verdict().isAlarm()).isTrue();
		assertThat(this.application.until(1800).verdict()).isEqualTo(LeakVerdict.SUSPECTED);
	}

	@Test
	void aLeakThatIsReleasedFromAFullHeapHasRecovered() {
		this.application.surviving((now) -> (now < 600) ? LEAK.apply(now) : List.of())
			.withLiveHeap((second) -> (second < 600) ? Math.min(1010, 100 + 2 * second) : 100);
		assertThat(this.application.until(595).verdict().isAlarm()).isTrue();
		assertThat(this.application.until(760).verdict()).isEqualTo(LeakVerdict.RECOVERED);
	}

	@Test
	void aLeakThatStopsGrowingRecovers() {
		this.application.surviving((now) -> LEAK.apply(Math.min(now, 600)));
		this.application.withLiveHeap((second) -> 100 + 0.2 * Math.min(second, 600));
		this.application.until(600);
		assertThat(this.application.until(1200).verdict().isAlarm()).isFalse();
	}

	@Test
	void aRecoveredApplicationIsHealthyInTheEnd() {
		this.application.surviving((now) -> (now < 600) ? LEAK.apply(now) : List.of());
		assertThat(this.application.until(1800).verdict()).isEqualTo(LeakVerdict.HEALTHY);
	}

	@Test
	void aFlickerOfOneAnalysisDoesNotClearALeak() {
		this.application.surviving((now) -> (now != 600) ? LEAK.apply(now) : List.of());
		LeakAnalysis before = this.application.until(595);
		LeakAnalysis flicker = this.application.until(600);
		assertThat(flicker.verdict()).isEqualTo(LeakVerdict.SUSPECTED);
		assertThat(flicker.since()).isEqualTo(before.since());
		assertThat(flicker.potentialLeaks()).singleElement().extracting(LeakInfo::status).isEqualTo(LeakStatus.KNOWN);
	}

	@Test
	void aJvmThatGivesNoEvidenceIsUnavailable() {
		LeakAnalysis analysis = this.application.withoutCollections().withoutSampler("no flight recorder").until(900);
		assertThat(analysis.verdict()).isEqualTo(LeakVerdict.UNAVAILABLE);
		assertThat(analysis.reasons())
			.anySatisfy((reason) -> assertThat(reason.value()).isEqualTo("no flight recorder"));
	}

	@Test
	void withoutSamplesTheLiveHeapAloneIsJudged() {
		this.application.withoutSampler("no flight recorder").withLiveHeap((second) -> 100 + 0.2 * second);
		assertThat(this.application.until(900).verdict()).isEqualTo(LeakVerdict.GROWING);
	}

	@Test
	void sinceChangesOnlyWithTheVerdict() {
		this.application.surviving(LEAK);
		LeakAnalysis first = this.application.until(400);
		LeakAnalysis later = this.application.until(900);
		assertThat(later.verdict()).isEqualTo(first.verdict());
		assertThat(later.since()).isEqualTo(first.since());
		assertThat(later.at()).isAfter(first.at());
	}

	@Test
	void sinceIsTheAnalysisThatChangedTheVerdict() {
		this.application.surviving((now) -> (now < 600) ? LEAK.apply(now) : List.of());
		assertThat(this.application.until(700).since()).isBetween(Time.at(600), Time.at(700));
	}

	@Test
	void everyVerdictTellsItsReasons() {
		this.application.surviving((now) -> (now < 900) ? LEAK.apply(now) : List.of());
		for (long second = 5; second < 2000; second += 50) {
			assertThat(this.application.until(second).reasons()).isNotEmpty().allSatisfy((reason) -> {
				assertThat(reason.test()).isNotBlank();
				assertThat(reason.value()).isNotBlank();
				assertThat(reason.threshold()).isNotBlank();
			});
		}
	}

	@Test
	void theHeapMaximumBindsFirst() {
		this.application.withLiveHeap((second) -> 100 + 0.2 * second).withContainer(8192, 500);
		assertThat(secondsToExhaustion(900)).isCloseTo((1024 - 280) / 0.2, within(60.0));
	}

	@Test
	void theContainerBindsFirst() {
		this.application.withLiveHeap((second) -> 100 + 0.2 * second).withContainer(600, 500);
		assertThat(secondsToExhaustion(900)).isCloseTo(100 / 0.2, within(20.0));
	}

	@Test
	void whatIsFullHasNoTimeLeft() {
		this.application.withLiveHeap((second) -> 100 + 0.2 * second).withContainer(500, 600);
		assertThat(this.application.until(900).timeToExhaustion()).isEqualTo(Duration.ZERO);
	}

	@Test
	void whatDoesNotGrowIsNotExhausted() {
		assertThat(this.application.withContainer(600, 500).until(900).timeToExhaustion()).isNull();
	}

	@Test
	void whatShrinksIsNotExhausted() {
		assertThat(this.application.withLiveHeap((second) -> 500 - 0.2 * second).until(900).timeToExhaustion())
			.isNull();
	}

	private Set<LeakVerdict> verdictsUntil(long end) {
		Set<LeakVerdict> verdicts = EnumSet.noneOf(LeakVerdict.class);
		for (long second = 5; second <= end; second += 5) {
			verdicts.add(this.application.until(second).verdict());
		}
		return verdicts;
	}

	private double secondsToExhaustion(long second) {
		Duration left = this.application.until(second).timeToExhaustion();
		assertThat(left).isNotNull();
		return left.toSeconds();
	}

}
