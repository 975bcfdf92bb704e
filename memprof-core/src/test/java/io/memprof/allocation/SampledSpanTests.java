package io.memprof.allocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampledSpanTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN = "00f067aa0ba902b7";

	@Test
	void idsComeOutAsTheyWentIn() {
		SampledSpan span = SampledSpan.of(TRACE, SPAN);
		assertThat(span.traceId()).isEqualTo(TRACE);
		assertThat(span.spanId()).isEqualTo(SPAN);
	}

	@Test
	void aTraceIdOf64BitsIsFilledUpFromTheLeft() {
		assertThat(SampledSpan.of("a3ce929d0e0e4736", SPAN).traceId()).isEqualTo("0000000000000000a3ce929d0e0e4736");
	}

	@Test
	void upperCaseIsReadToo() {
		assertThat(SampledSpan.of(TRACE.toUpperCase(), SPAN)).isEqualTo(SampledSpan.of(TRACE, SPAN));
	}

	@ParameterizedTest
	@CsvSource({ "'',''", "4bf92f3577b34da6a3ce929d0e0e4736,''", "4bf92f35,00f067aa0ba902b7",
			"zzf92f3577b34da6a3ce929d0e0e4736,00f067aa0ba902b7", "00000000000000000000000000000000,00f067aa0ba902b7",
			"4bf92f3577b34da6a3ce929d0e0e4736,0000000000000000", "4bf92f3577b34da6a3ce929d0e0e4736,00f067aa0ba902b71" })
	void anythingElseIsNoSpan(String traceId, String spanId) {
		assertThat(SampledSpan.of(traceId, spanId)).isNull();
	}

}
