package io.memprof.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.memprof.telemetry.MemoryMeter;

/**
 * Names that the meters have in Prometheus, by the algorithm that Prometheus' OTLP
 * receiver and the collector share.
 */
final class PrometheusName {

	private PrometheusName() {
	}

	/**
	 * Names of all series.
	 */
	static List<String> all() {
		return Arrays.stream(MemoryMeter.values()).flatMap(PrometheusName::of).toList();
	}

	/**
	 * Names of the series of one meter; for a histogram that of its count first.
	 */
	static Stream<String> of(MemoryMeter meter) {
		List<String> tokens = new ArrayList<>(List.of(meter.meterName().split("[._]")));
		String unit = meter.baseUnit();
		if (unit != null && !tokens.contains(unit)) {
			tokens.add(unit);
		}
		if (meter.type() == MemoryMeter.Type.COUNTER) {
			tokens.removeIf("total"::equals);
			tokens.add("total");
		}
		String name = String.join("_", tokens);
		return (meter.type() == MemoryMeter.Type.HISTOGRAM)
				? Stream.of(name + "_count", name + "_sum", name + "_bucket") : Stream.of(name);
	}

	/**
	 * The name as the specification writes it in a query.
	 */
	static String literal(MemoryMeter meter) {
		return meter.meterName().replace('.', '_');
	}

}
