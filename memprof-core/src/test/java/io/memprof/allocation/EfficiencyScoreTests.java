package io.memprof.allocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EfficiencyScoreTests {

	@ParameterizedTest
	@CsvSource({ "16, 0.3", "1023, 0.3", "1024, 0.7", "4095, 0.7", "4096, 1.0", "65536, 1.0", "65537, 0.7",
			"1048576, 0.7", "1048577, 0.5" })
	void isTheMeanOfSizeAndAlignmentEfficiency(double meanBytes, double sizeEfficiency) {
		assertThat(EfficiencyScore.of(meanBytes * 10, 10, 0)).isEqualTo((sizeEfficiency + 1) / 2);
	}

	@Test
	void losesTheShareThatIsPadding() {
		assertThat(EfficiencyScore.of(4096, 1, 1024)).isEqualTo((1.0 + 0.75) / 2);
	}

	@Test
	void staysBetweenZeroAndOneWhateverThePadding() {
		assertThat(EfficiencyScore.of(16, 1, 1000)).isEqualTo(0.15);
		assertThat(EfficiencyScore.of(4096, 1, -5)).isEqualTo(1.0);
	}

	@Test
	void isOneWhenNothingWasAllocated() {
		assertThat(EfficiencyScore.of(0, 0, 0)).isEqualTo(1.0);
	}

}
