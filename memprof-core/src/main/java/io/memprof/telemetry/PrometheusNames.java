package io.memprof.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Makes a Prometheus scrape show {@code memory_allocation_bytes_total}, the name that
 * Prometheus and the collector give to {@code memory.allocation.total_bytes} when it
 * comes over OTLP. Without the filter a scrape shows
 * {@code memory_allocation_total_bytes_total}. The other twelve meters have one name by
 * both routes.
 * <p>
 * Belongs on a Prometheus registry only, before any meter is registered there. Does not
 * need Prometheus on the class path.
 */
public final class PrometheusNames {

	private PrometheusNames() {
	}

	/**
	 * The filter, for a registry that is known to be a Prometheus one.
	 */
	public static MeterFilter filter() {
		return new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				boolean mapped = id.getName().equals(MemoryMeter.ALLOCATION_TOTAL_BYTES.meterName());
				return mapped ? id.withName("memory.allocation.bytes") : id;
			}

		};
	}

	/**
	 * Adds the filter to a Prometheus registry; leaves any other alone.
	 */
	public static void applyTo(MeterRegistry registry) {
		if (isPrometheus(registry.getClass())) {
			registry.config().meterFilter(filter());
		}
	}

	/**
	 * By name, as the class itself may be absent: the Prometheus client of today, and the
	 * one before it in another package, both call it {@code PrometheusMeterRegistry}.
	 */
	private static boolean isPrometheus(Class<?> type) {
		for (Class<?> each = type; each != MeterRegistry.class && each != Object.class; each = each.getSuperclass()) {
			if (each.getSimpleName().equals("PrometheusMeterRegistry")) {
				return true;
			}
		}
		return false;
	}

}
