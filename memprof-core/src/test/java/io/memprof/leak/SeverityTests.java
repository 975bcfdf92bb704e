package io.memprof.leak;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SeverityTests {

	@ParameterizedTest
	@CsvSource({ "100.001, CRITICAL", "100, HIGH", "50.001, HIGH", "50, MEDIUM", "10.001, MEDIUM", "10, LOW",
			"0, LOW" })
	void sizeMovesItAboveEachLimit(double mebibytes, Severity expected) {
		assertThat(Severity.of(mebibytes, 0)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "50.001, CRITICAL", "50, HIGH", "20.001, HIGH", "20, MEDIUM", "5.001, MEDIUM", "5, LOW", "0, LOW",
			"-7, LOW" })
	void growthMovesItAboveEachLimit(double perHour, Severity expected) {
		assertThat(Severity.of(0, perHour)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1, 51, CRITICAL", "101, 1, CRITICAL", "51, 6, HIGH", "11, 21, HIGH" })
	void theWorseOfTheTwoCounts(double mebibytes, double perHour, Severity expected) {
		assertThat(Severity.of(mebibytes, perHour)).isEqualTo(expected);
	}

}
