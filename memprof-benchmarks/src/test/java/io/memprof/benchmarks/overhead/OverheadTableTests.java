package io.memprof.benchmarks.overhead;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OverheadTableTests {

	private static final Path JAR = Path.of("application.jar");

	@Test
	void ratiosAreToTheFirstVariant() {
		VariantResult plain = result("plain", 2.0, 1000, 0.5, 200);
		VariantResult slower = result("slower", 2.25, 900, 0.54, 225);
		assertThat(new OverheadTable(List.of(plain, slower))).hasToString(
				"""
						| variant | requests/s | × | CPU ms a request | × | p99 ms | × | RSS MiB | more | start s | more | failed |
						|---|---|---|---|---|---|---|---|---|---|---|---|
						| plain | 1000 | 1 | 0.500 | 1 | 4.0 | 1 | 200 | +0 | 2.00 | +0.00 | 0 |
						| slower | 900 | 0.900 (0.900 to 0.900) | 0.600 | 1.200 (1.200 to 1.200) | 4.0 | 1.000 (1.000 to 1.000) | 225 | +25 | 2.25 | +0.25 | 0 |
						""");
	}

	@Test
	void whatDidNotStartHasItsReasonInPlaceOfFigures() {
		VariantResult agent = new VariantResult(Variant.of("agent", JAR));
		agent.failed("did not start: it ended with 1, see agent.log");
		assertThat(new OverheadTable(List.of(result("plain", 2.0, 1000, 0.5, 200), agent)).toString())
			.endsWith("| agent | did not start: it ended with 1, see agent.log |||||||||||\n");
	}

	@Test
	void thePercentileIsTheLeastTimeThatNinetyNineOfAHundredDidNotExceed() {
		long[] nanos = new long[100];
		Arrays.setAll(nanos, (i) -> (100 - i) * 1_000_000L);
		assertThat(new Measurement(1, 1, nanos, 0).p99Millis()).isEqualTo(99);
	}

	private static VariantResult result(String name, double startSeconds, int requests, double cpuSeconds,
			double residentMebibytes) {
		VariantResult result = new VariantResult(Variant.of(name, JAR));
		result.started(startSeconds);
		long[] nanos = new long[requests];
		Arrays.fill(nanos, 4_000_000);
		result.add(new Measurement(1, cpuSeconds, nanos, 0));
		result.add(new Measurement(1, cpuSeconds, nanos, 0));
		result.ended(residentMebibytes);
		return result;
	}

}
