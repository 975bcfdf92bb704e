package io.memprof.leak;

import java.util.List;

import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakSizesTests {

	private static final long MB = 1 << 20;

	@Test
	void aLeakIsNotLargerThanTheLiveHeap() {
		LeakInfo leak = LeakSizes.within(Reading.of(60 * MB), List.of(heap(480))).get(0);

		assertThat(leak.totalSizeBytes()).isEqualTo(60 * MB);
		assertThat(leak.allocationCount()).isEqualTo(60);
		assertThat(leak.severity()).isEqualTo(Severity.HIGH);
	}

	@Test
	void allTogetherAreNotLargerEither() {
		List<LeakInfo> leaks = LeakSizes.within(Reading.of(100 * MB), List.of(heap(300), heap(100)));

		assertThat(leaks).extracting(LeakInfo::totalSizeBytes).containsExactly(75 * MB, 25 * MB);
	}

	@Test
	void whatFitsStays() {
		List<LeakInfo> leaks = List.of(heap(60), heap(40));

		assertThat(LeakSizes.within(Reading.of(100 * MB), leaks)).isEqualTo(leaks);
	}

	@Test
	void beforeACollectionNothingIsKnownToHoldThemAgainst() {
		List<LeakInfo> leaks = List.of(heap(480));

		assertThat(LeakSizes.within(Reading.unavailable("no garbage collection has run yet"), leaks)).isEqualTo(leaks);
	}

	@Test
	void whatIsOffTheHeapHasNoPartInIt() {
		LeakInfo direct = Leaks.leak("b", LeakKind.DIRECT, Severity.CRITICAL, new Growth(0, 0, 0))
			.sized(400 * MB, 10, Severity.CRITICAL);

		assertThat(LeakSizes.within(Reading.of(100 * MB), List.of(heap(60), direct)))
			.isEqualTo(List.of(heap(60), direct));
	}

	private static LeakInfo heap(int megabytes) {
		return Leaks.leak("a", LeakKind.HEAP, Severity.CRITICAL, new Growth(0, 0, 0))
			.sized(megabytes * MB, megabytes, Severity.CRITICAL);
	}

}
