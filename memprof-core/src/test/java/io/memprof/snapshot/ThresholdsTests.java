package io.memprof.snapshot;

import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ThresholdsTests {

	@ParameterizedTest
	@CsvSource({ "0,NORMAL", "799,NORMAL", "800,WARNING", "801,WARNING", "899,WARNING", "900,CRITICAL",
			"1000,CRITICAL" })
	void aShareIsReachedExactlyAtItsBoundary(long heapUsed, MemoryPressure expected) {
		assertThat(Thresholds.DEFAULTS.pressure(heap(heapUsed, Reading.of(1000)))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "649,NORMAL", "650,WARNING", "699,WARNING", "700,CRITICAL" })
	void aSizeIsReachedExactlyAtItsBoundary(long heapUsed, MemoryPressure expected) {
		Thresholds sizes = new Thresholds(Threshold.size(650), Threshold.size(700));
		assertThat(sizes.pressure(heap(heapUsed, Reading.of(1000)))).isEqualTo(expected);
	}

	@Test
	void aSizeIsReachedWithoutAnyLimit() {
		Thresholds sizes = new Thresholds(Threshold.size(650), Threshold.size(700));
		assertThat(sizes.pressure(heap(700, Snapshots.NONE))).isEqualTo(MemoryPressure.CRITICAL);
	}

	@Test
	void aShareOfNoLimitIsNeverReached() {
		assertThat(Thresholds.DEFAULTS.pressure(heap(Long.MAX_VALUE, Snapshots.NONE))).isEqualTo(MemoryPressure.NORMAL);
	}

	@Test
	void theContainerBindsBeforeTheHeapWhenItIsFuller() {
		MemorySnapshot snapshot = Snapshots.snapshot(0, Reading.of(950), 100, Reading.of(500), Reading.of(1000));
		assertThat(snapshot.tightest()).isEqualTo(new MemorySnapshot.Usage(950, Reading.of(1000)));
		assertThat(Thresholds.DEFAULTS.pressure(snapshot)).isEqualTo(MemoryPressure.CRITICAL);
	}

	@Test
	void theHeapBindsBeforeTheContainerWhenItIsFuller() {
		MemorySnapshot snapshot = Snapshots.snapshot(0, Reading.of(500), 425, Reading.of(500), Reading.of(1000));
		assertThat(snapshot.tightest()).isEqualTo(new MemorySnapshot.Usage(425, Reading.of(500)));
		assertThat(Thresholds.DEFAULTS.pressure(snapshot)).isEqualTo(MemoryPressure.WARNING);
	}

	@Test
	void aContainerWithoutAResidentSetDoesNotBind() {
		MemorySnapshot snapshot = Snapshots.snapshot(0, Snapshots.NONE, 100, Reading.of(500), Reading.of(1));
		assertThat(snapshot.tightest().limit()).isEqualTo(Reading.of(500));
	}

	@Test
	void aShareAndASizeAreComparedOnceTheLimitIsKnown() {
		assertThat(Threshold.share(0.9).isAbove(Threshold.size(850), Reading.of(1000))).isTrue();
		assertThat(Threshold.size(850).isAbove(Threshold.share(0.9), Reading.of(1000))).isFalse();
		assertThat(Threshold.share(0.9).isAbove(Threshold.size(850), Snapshots.NONE)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "1.01,0", "-0.5,0", "0.5,1", "0,-1", "NaN,0" })
	void anythingElseIsNoThreshold(double share, long bytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Threshold(share, bytes));
	}

	private static MemorySnapshot heap(long used, Reading max) {
		return Snapshots.snapshot(0, Snapshots.NONE, used, max, Snapshots.NONE);
	}

}
