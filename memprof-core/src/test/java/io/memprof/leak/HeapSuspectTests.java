package io.memprof.leak;

import java.util.List;

import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.memprof.leak.Survivors.frame;
import static io.memprof.leak.Survivors.survivors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HeapSuspectTests {

	private static final long NOW = 900;

	@Test
	void aLeakNamesClassSiteOperationComponentAndHolder() {
		LeakInfo leak = leak(walked(), 1, new Growth(36, 30, 40));
		assertThat(leak.className()).isEqualTo("com.shop.Order");
		assertThat(leak.allocationSite()).isEqualTo("com.shop.OrderService.place:42");
		assertThat(leak.operation()).isEqualTo("OrderController.create");
		assertThat(leak.component()).isEqualTo("shop");
		assertThat(leak.holder().container()).isEqualTo("java.util.HashMap in com.shop.OrderService.orders");
		assertThat(leak.stackTrace()).containsExactly("com.shop.OrderService.place:42",
				"com.shop.OrderController.create:42");
	}

	@Test
	void aLeakHasItsShareOfTheGrowth() {
		assertThat(leak(walked(), 0.5, new Growth(36, 30, 40)).growth().mbPerHour()).isCloseTo(18, within(0.01));
	}

	@Test
	void aLeakHoldsWhatItGrewByInItsTime() {
		long bytes = leak(walked(), 1, new Growth(36, 30, 40)).totalSizeBytes();
		assertThat(bytes).isBetween(7L << 20, 10L << 20);
	}

	@Test
	void aLeakHoldsAtLeastTheSampledObjects() {
		LeakInfo leak = leak(walked(), 1, null);
		assertThat(leak.totalSizeBytes()).isEqualTo(walked().size() * 100L);
		assertThat(leak.allocationCount()).isEqualTo(walked().size());
	}

	@Test
	void withoutAWalkTheHolderIsUnknownWithAReason() {
		Holder holder = leak(survivors().from(60).to(NOW), 1, null).holder();
		assertThat(holder.container()).isNull();
		assertThat(holder.unavailable()).isNotEmpty();
	}

	@Test
	void withoutAWalkADomainClassIsNamedBeforeBytes() {
		List<OldObject> objects = Survivors.all(survivors().of("byte[]").every(2).from(60).to(NOW),
				survivors().of("com.shop.Order").every(30).from(60).to(NOW));
		assertThat(leak(objects, 1, null).className()).isEqualTo("com.shop.Order");
	}

	@Test
	void aLeakIsMoreCertainWithItsHolder() {
		double without = leak(survivors().from(60).to(NOW), 1, null).confidence();
		assertThat(leak(walked(), 1, null).confidence()).isGreaterThan(without).isLessThan(1);
	}

	@Test
	void theFingerprintDoesNotDependOnLineNumbers() {
		List<StackFrame> before = List.of(frame("com.shop.OrderService.place", 10), frame("com.shop.Api.create", 20));
		List<StackFrame> after = List.of(frame("com.shop.OrderService.place", 11), frame("com.shop.Api.create", 99));
		assertThat(leak(survivors().allocatedBy(before).from(60).to(NOW), 1, null).fingerprint())
			.isEqualTo(leak(survivors().allocatedBy(after).from(60).to(NOW), 1, null).fingerprint());
	}

	@Test
	void theFingerprintIsTheSameWithMoreObjects() {
		assertThat(leak(survivors().from(60).every(2).to(NOW), 1, null).fingerprint())
			.isEqualTo(leak(survivors().from(60).to(NOW), 1, null).fingerprint());
	}

	@Test
	void theFingerprintIsTheSameAfterAWalkThatNamesTheSameClass() {
		assertThat(leak(walked(), 1, null).fingerprint())
			.isEqualTo(leak(survivors().from(60).to(NOW), 1, null).fingerprint());
	}

	@Test
	void theEvidenceTellsValueAndThreshold() {
		assertThat(leak(walked(), 1, null).evidence()).isNotEmpty().allSatisfy((reason) -> {
			assertThat(reason.test()).isNotBlank();
			assertThat(reason.value()).isNotBlank();
			assertThat(reason.threshold()).isNotBlank();
		});
	}

	private static List<OldObject> walked() {
		return survivors().heldBy((i) -> Chain.mapOf("com.shop.OrderService", "orders").entry(i).to("com.shop.Order"))
			.from(60)
			.to(NOW);
	}

	private static LeakInfo leak(List<OldObject> objects, double share, @Nullable Growth growth) {
		boolean walks = objects.get(0).chain() != null;
		HeapEvidence evidence = new HeapEvidence(Time.WINDOWS, Survivors.NAMING);
		evidence.update(objects, Time.settled(), walks ? new HeapEvidence.Walk(Time.at(NOW), true) : null);
		List<? extends Suspect> held = evidence.assess(Time.at(NOW), Time.settled(), walks ? null : Time.at(NOW))
			.held();
		assertThat(held).hasSize(1);
		return ((HeapSuspect) held.get(0)).toLeak(share, growth, Survivors.NAMING, (type) -> 100, BeanNames.NONE,
				Time.at(NOW));
	}

}
