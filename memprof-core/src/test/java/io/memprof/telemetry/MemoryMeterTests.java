package io.memprof.telemetry;

import java.util.Arrays;

import io.memprof.telemetry.MemoryMeter.Type;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryMeterTests {

	@Test
	void listsThirteenMetersByDistinctNames() {
		assertThat(MemoryMeter.values()).hasSize(13).extracting(MemoryMeter::meterName).doesNotHaveDuplicates();
	}

	@Test
	void givesTheUnitOfBytesToMetersOfBytesAndNoneToOthers() {
		assertThat(MemoryMeter.values()).allSatisfy((meter) -> {
			if (meter.meterName().endsWith("bytes")) {
				assertThat(meter.baseUnit()).isEqualTo("bytes");
			}
			else {
				assertThat(meter.baseUnit()).isNull();
			}
		});
	}

	@Test
	void hasSevenMetersOfBytes() {
		assertThat(Arrays.stream(MemoryMeter.values()).filter((meter) -> meter.baseUnit() != null)).hasSize(7);
	}

	@Test
	void describesEveryMeter() {
		assertThat(MemoryMeter.values()).allSatisfy((meter) -> assertThat(meter.description()).isNotBlank());
	}

	@Test
	void hasBucketsAtTheEdgesOfTheSizeCategories() {
		assertThat(SizeBuckets.of(MemoryMeter.ALLOCATION_SIZE_BYTES)).containsExactly(64, 256, 1 << 10, 4 << 10,
				16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20, 64 << 20);
	}

	@Test
	void hasBucketsForLeaksLargerThanAnyObject() {
		double[] bounds = SizeBuckets.of(MemoryMeter.LEAK_SIZE_BYTES);

		assertThat(bounds).startsWith(SizeBuckets.of(MemoryMeter.ALLOCATION_SIZE_BYTES));
		assertThat(bounds[bounds.length - 1]).isEqualTo(16d * (1 << 30));
	}

	@Test
	void namesHistogramsWithoutTheSuffixesThatPrometheusAdds() {
		assertThat(Arrays.stream(MemoryMeter.values()).filter((meter) -> meter.type() == Type.HISTOGRAM))
			.allSatisfy((meter) -> assertThat(meter.meterName()).endsWith(".size_bytes"));
	}

}
