package io.memprof.leak;

import java.time.Duration;
import java.util.List;

import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemoryLimits;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A heap of 1,000 MB with 400 MB live, 100 MB of metaspace, 200 MB in direct buffers and
 * 900 MB resident.
 */
class ExhaustionTests {

	private static final Reading NONE = Reading.unavailable("not set");

	private static final long MEBIBYTE = 1 << 20;

	@Test
	void aGrowingHeapEndsAtItsMaximum() {
		Exhaustion exhaustion = of(new Growth(100, 50, 200), List.of(), NONE, MemoryLimits.UNKNOWN);
		assertThat(exhaustion).isNotNull();
		assertThat(exhaustion.time()).isEqualTo(Duration.ofHours(6));
		assertThat(exhaustion.reason().test()).isEqualTo("time until the heap maximum is exhausted");
		assertThat(exhaustion.reason().value()).isEqualTo("6 h 0 min (3 h 0 min to 12 h 0 min)");
	}

	@Test
	void aSmallContainerEndsSooner() {
		Exhaustion exhaustion = of(new Growth(100, 50, 200), List.of(), Reading.of(1000 * MEBIBYTE),
				MemoryLimits.UNKNOWN);
		assertThat(exhaustion).isNotNull();
		assertThat(exhaustion.limit()).isEqualTo("container limit");
		assertThat(exhaustion.time()).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void aLeakOfClassesEndsAtTheMaximumOfMetaspace() {
		MemoryLimits limits = new MemoryLimits(Reading.of(150 * MEBIBYTE), NONE);
		Exhaustion exhaustion = of(null, List.of(leak(LeakKind.METASPACE)), NONE, limits);
		assertThat(exhaustion).isNotNull();
		assertThat(exhaustion.limit()).isEqualTo("maximum of metaspace");
		assertThat(exhaustion.time()).isEqualTo(Duration.ofHours(5));
	}

	@Test
	void aLeakOfBuffersEndsAtTheMaximumOfDirectMemory() {
		MemoryLimits limits = new MemoryLimits(NONE, Reading.of(300 * MEBIBYTE));
		Exhaustion exhaustion = of(null, List.of(leak(LeakKind.DIRECT)), NONE, limits);
		assertThat(exhaustion).isNotNull();
		assertThat(exhaustion.limit()).isEqualTo("maximum of direct memory");
		assertThat(exhaustion.time()).isEqualTo(Duration.ofHours(10));
	}

	@Test
	void aGrowthThatMayBeNoneHasNoEnd() {
		Exhaustion exhaustion = of(new Growth(100, -10, 200), List.of(), NONE, MemoryLimits.UNKNOWN);
		assertThat(exhaustion).isNotNull();
		assertThat(exhaustion.latest()).isNull();
		assertThat(exhaustion.reason().value()).endsWith("to never)");
	}

	@Test
	void whatDoesNotGrowIsNotExhausted() {
		assertThat(of(null, List.of(), Reading.of(1000 * MEBIBYTE), MemoryLimits.UNKNOWN)).isNull();
	}

	@Test
	void theLimitsOfThisJvmAreRead() {
		assertThat(MemoryLimits.ofThisJvm().direct().isAvailable()).isTrue();
	}

	private static LeakInfo leak(LeakKind kind) {
		return new LeakInfo("f", LeakStatus.NEW, kind, "shop", Severity.LOW, "com.shop.Type", "unknown", "none",
				List.of(), Holder.unknown("not in this test"), 1, 1, new Growth(10, 5, 20), 0.9, Time.START, Time.START,
				List.of(), "");
	}

	private static @Nullable Exhaustion of(@Nullable Growth heap, List<LeakInfo> leaks, Reading container,
			MemoryLimits limits) {
		MemorySnapshot snapshot = new MemorySnapshot(Time.START, Reading.of(900 * MEBIBYTE), 500 * MEBIBYTE, NONE, NONE,
				500 * MEBIBYTE, Reading.of(1000 * MEBIBYTE), LiveHeap.NONE, 100 * MEBIBYTE, Reading.of(200 * MEBIBYTE),
				NONE, 40, 10_000, container, NONE);
		return Exhaustion.of(400 * MEBIBYTE, heap, leaks, snapshot, limits);
	}

}
