package io.memprof.e2e;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.memprof.telemetry.MemoryMeter;

/**
 * Names of the thirteen meters in Prometheus, the same by every route: what the default
 * translation of OTLP makes of them.
 */
final class PrometheusName {

	private PrometheusName() {
	}

	/**
	 * Name of a meter. For counters {@code total} moves to the end.
	 */
	static String of(MemoryMeter meter) {
		String name = meter.meterName().replace('.', '_');
		if (meter.type() != MemoryMeter.Type.COUNTER) {
			return name;
		}
		return Stream.of(name.split("_")).filter((token) -> !token.equals("total")).collect(Collectors.joining("_"))
				+ "_total";
	}

	/**
	 * Names of the series of a meter: three for a histogram.
	 */
	static List<String> seriesOf(MemoryMeter meter) {
		String name = of(meter);
		return (meter.type() == MemoryMeter.Type.HISTOGRAM) ? List.of(name + "_count", name + "_sum", name + "_bucket")
				: List.of(name);
	}

}
