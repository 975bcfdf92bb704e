package io.memprof.benchmarks.overhead;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Results as Markdown, related to the first of them.
 */
final class OverheadTable {

	private final List<VariantResult> results;

	OverheadTable(List<VariantResult> results) {
		this.results = List.copyOf(results);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(
				"""
						| variant | requests/s | × | CPU ms a request | × | p99 ms | × | RSS MiB | more | start s | more | failed |
						|---|---|---|---|---|---|---|---|---|---|---|---|
						""");
		VariantResult base = this.results.get(0);
		for (VariantResult result : this.results) {
			text.append((result.failure() != null)
					? "| %s | %s |||||||||||%n".formatted(result.name(), result.failure()) : row(result, base));
		}
		return text.toString();
	}

	private static String row(VariantResult result, VariantResult base) {
		return String.format(Locale.ROOT,
				"| %s | %.0f | %s | %.3f | %s | %.1f | %s | %.0f | %+.0f | %.2f | %+.2f | %d |%n", result.name(),
				result.median(Measurement::requestsPerSecond), ratio(result, base, Measurement::requestsPerSecond),
				result.median(Measurement::cpuMillisPerRequest), ratio(result, base, Measurement::cpuMillisPerRequest),
				result.median(Measurement::p99Millis), ratio(result, base, Measurement::p99Millis),
				result.residentMebibytes(), result.residentMebibytes() - base.residentMebibytes(),
				result.medianStartSeconds(), result.startSecondsMoreThan(base), result.failedRequests());
	}

	private static String ratio(VariantResult result, VariantResult base, ToDoubleFunction<Measurement> figure) {
		return (result == base) ? "1" : Ratio.of(result.each(figure), base.each(figure)).toString();
	}

}
