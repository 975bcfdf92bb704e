package io.memprof.allocation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SizeCategoryTests {

	@ParameterizedTest
	@CsvSource({ "0, TINY", "1024, TINY", "1025, SMALL", "65536, SMALL", "65537, MEDIUM", "1048576, MEDIUM",
			"1048577, LARGE", "16777216, LARGE", "16777217, HUGE", "9223372036854775807, HUGE" })
	void holdsObjectsUpToItsBound(long bytes, SizeCategory category) {
		assertThat(SizeCategory.of(bytes)).isEqualTo(category);
	}

}
