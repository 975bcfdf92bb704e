package io.memprof.allocation;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AllocationLedgerTests {

	private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

	private long threads;

	private final AtomicLong allocated = new AtomicLong(5_000_000);

	private final ComponentNaming naming = new ComponentNaming(Map.of(), List.of("com.shop"));

	private final AllocationLedger ledger = new AllocationLedger(this.naming, this.allocated::get, true, START);

	@Test
	void totalsFollowTheExactCountAndNotTheWeights() {
		sample("order", 48, 1_000);
		sample("stock", 48, 3_000);
		settle(8_000);
		assertThat(stats().totalBytes()).isEqualTo(8_000);
		assertThat(stats().components()).extracting(AllocationTotal::name).containsExactly("stock", "order");
		assertThat(stats().components()).extracting(AllocationTotal::bytes).containsExactly(6_000L, 2_000L);
	}

	@Test
	void whatWasAllocatedBeforeTheSessionDoesNotCount() {
		sample("order", 48, 1_000);
		settle(0);
		assertThat(stats().totalBytes()).isZero();
	}

	@Test
	void withoutSamplesTheBytesWaitForTheNextTick() {
		assertThat(settle(8_000)).isEmpty();
		assertThat(stats().totalBytes()).isZero();
		sample("order", 48, 1_000);
		settle(2_000);
		assertThat(stats().totalBytes()).isEqualTo(10_000);
	}

	@Test
	void aCountThatFallsBackTakesNothingAway() {
		sample("order", 48, 1_000);
		settle(8_000);
		sample("order", 48, 1_000);
		settle(-3_000);
		sample("order", 48, 1_000);
		settle(4_000);
		assertThat(stats().totalBytes()).isEqualTo(9_000);
	}

	@Test
	void aJvmThatDoesNotCountIsTrustedForItsWeights() {
		AllocationLedger uncounted = new AllocationLedger(this.naming, null, true, START);
		uncounted.sampled(1, stack("order"), new AllocationInfo(START, "com.shop.Order", "order", "none", 48, 1_000));
		uncounted.settle();
		assertThat(uncounted.stats(START).totalBytes()).isEqualTo(1_000);
	}

	@Test
	void handsOutTheSamplesOfOneTickOnce() {
		sample("order", 48, 1_000);
		assertThat(settle(8_000)).singleElement()
			.isEqualTo(new AllocationInfo(START, "com.shop.order.Item", "order", "Service.create", 48, 1_000));
		assertThat(settle(8_000)).isEmpty();
	}

	@Test
	void theFirstFiftyComponentsKeepTheirNames() {
		for (int i = 0; i < 60; i++) {
			sample("component" + i, 48, 100);
		}
		settle(6_000);
		sample("component59", 48, 100);
		sample("component3", 48, 100);
		settle(200);
		assertThat(stats().components()).hasSize(51);
		assertThat(bytesOf("component3")).isEqualTo(200);
		assertThat(bytesOf("component49")).isEqualTo(100);
		assertThat(bytesOf("other")).isEqualTo(1_100);
	}

	@Test
	void anAllocationTooLargeForItsShareStillCountsInItsCategory() {
		for (int i = 0; i < 10; i++) {
			sample("order", 20 << 20, 20 << 20);
			settle(4 << 20);
		}
		assertThat(stats().sizeDistribution()).containsEntry(SizeCategory.HUGE, 2L);
		assertThat(stats().totalCount()).isEqualTo(2);
	}

	@Test
	void everySizeCategoryIsPresentFromTheBeginning() {
		assertThat(stats().sizeDistribution()).containsOnlyKeys(SizeCategory.values())
			.allSatisfy((category, count) -> assertThat(count).isZero());
	}

	@Test
	void theRateIsTheMeanSinceTheSessionBegan() {
		sample("order", 48, 1_000);
		settle(8_000);
		assertThat(this.ledger.stats(START.plusSeconds(4)).bytesPerSecond()).isEqualTo(2_000);
	}

	@Test
	void aSiteIsNamedByClassAndFrame() {
		sample("order", 48, 1_000);
		settle(8_000);
		AllocationProfile profile = this.ledger.profile(START, null);
		assertThat(profile.topSites()).extracting(AllocationTotal::name)
			.containsExactly("com.shop.order.Item at com.shop.order.Service.create:7");
		assertThat(profile.topClasses()).extracting(AllocationTotal::name).containsExactly("com.shop.order.Item");
		assertThat(profile.topOperations()).extracting(AllocationTotal::name).containsExactly("Service.create");
	}

	@Test
	void aSampleWithoutAStackIsNamedByItsClass() {
		this.ledger.sampled(1, List.of(), new AllocationInfo(START, "byte[]", "jdk", "none", 48, 1_000));
		settle(8_000);
		assertThat(this.ledger.profile(START, null).topSites()).extracting(AllocationTotal::name)
			.containsExactly("byte[]");
		assertThat(bytesOf("jdk")).isEqualTo(8_000);
	}

	@Test
	void samplesThatNobodySettlesAreThinnedOutWithoutChangingTheShares() {
		for (int i = 0; i < 200_000; i++) {
			sample((i % 10 < 7) ? "order" : "stock", 48, 1_000 + i % 13);
		}
		List<AllocationInfo> kept = settle(1_000_000);
		assertThat(kept).hasSizeLessThanOrEqualTo(AllocationLedger.MAX_PENDING);
		assertThat(stats().totalBytes()).isEqualTo(1_000_000);
		assertThat(bytesOf("order")).isCloseTo(700_000, within(50_000L));
	}

	@Test
	void agreesWithASlowOracleOnRandomTicks() {
		Random random = new Random(23);
		Map<String, Double> bytes = new HashMap<>();
		Map<SizeCategory, Double> counts = new EnumMap<>(SizeCategory.class);
		double waiting = 0;
		for (int tick = 0; tick < 500; tick++) {
			Map<String, Long> weights = new HashMap<>();
			Map<SizeCategory, Double> ofTick = new EnumMap<>(SizeCategory.class);
			long all = 0;
			for (int i = random.nextInt(20); i > 0; i--) {
				String component = "component" + random.nextInt(8);
				long size = 16L << random.nextInt(22);
				long weight = size + random.nextInt(1 << 20);
				sample(component, size, weight);
				weights.merge(component, weight, Long::sum);
				ofTick.merge(SizeCategory.of(size), (double) weight / size, Double::sum);
				all += weight;
			}
			long more = random.nextInt(1 << 24);
			waiting += more;
			settle(more);
			if (all > 0) {
				double scale = waiting / all;
				weights.forEach((component, weight) -> bytes.merge(component, weight * scale, Double::sum));
				ofTick.forEach((category, count) -> counts.merge(category, count * scale, Double::sum));
				waiting = 0;
			}
		}
		bytes.forEach(
				(component, expected) -> assertThat(bytesOf(component)).isCloseTo(Math.round(expected), within(1L)));
		counts.forEach((category, expected) -> assertThat(stats().sizeDistribution().get(category))
			.isCloseTo(Math.round(expected), within(1L)));
		assertThat(stats().totalBytes())
			.isEqualTo(Math.round(bytes.values().stream().mapToDouble(Double::doubleValue).sum()));
	}

	private List<AllocationInfo> settle(long allocatedSince) {
		this.allocated.addAndGet(allocatedSince);
		return this.ledger.settle();
	}

	private AllocationStats stats() {
		return this.ledger.stats(START);
	}

	private long bytesOf(String component) {
		return stats().components()
			.stream()
			.filter((total) -> total.name().equals(component))
			.mapToLong(AllocationTotal::bytes)
			.sum();
	}

	private void sample(String component, long objectBytes, long weightBytes) {
		this.ledger.sampled(this.threads++, stack(component), new AllocationInfo(START,
				"com.shop." + component + ".Item", component, "Service.create", objectBytes, weightBytes));
	}

	private static List<StackFrame> stack(String component) {
		return List.of(new StackFrame("java.util.ArrayList", "add", 0),
				new StackFrame("com.shop." + component + ".Service", "create", 7));
	}

}
