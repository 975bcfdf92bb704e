package io.memprof.autoconfigure;

import io.memprof.snapshot.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ThresholdTextTests {

	@Test
	void readsShares() {
		assertThat(parse("80%")).isEqualTo(Threshold.share(0.8));
		assertThat(parse(" 12.5 % ")).isEqualTo(Threshold.share(0.125));
		assertThat(parse("100%")).isEqualTo(Threshold.share(1));
	}

	@Test
	void readsSizes() {
		assertThat(parse("650MB")).isEqualTo(Threshold.size(650L << 20));
		assertThat(parse("2 gb")).isEqualTo(Threshold.size(2L << 30));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "80", "0.8", "0%", "101%", "-5%", "0MB", "-1MB", "many", "99999999999999TB" })
	void refusesAnythingElse(String text) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(() -> parse(text))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("such as 80%").contains("650MB"));
	}

	private static Threshold parse(String text) {
		return ThresholdText.parse("memprof.thresholds.warning", text);
	}

}
