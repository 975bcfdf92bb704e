package io.memprof.telemetry;

import io.micrometer.core.instrument.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * A gauge that is in the registry only while there is a value to show: an absent reading
 * is neither 0 nor NaN.
 * <p>
 * Written by one thread, read by any.
 */
final class OptionalGauge {

	private final SessionMeters meters;

	private final MemoryMeter meter;

	private final String[] labelValues;

	private @Nullable Gauge registered;

	private volatile double value;

	OptionalGauge(SessionMeters meters, MemoryMeter meter, String... labelValues) {
		this.meters = meters;
		this.meter = meter;
		this.labelValues = labelValues;
	}

	/**
	 * Shows a value; one that is not finite counts as none.
	 */
	void set(double value) {
		if (!Double.isFinite(value)) {
			clear();
			return;
		}
		this.value = value;
		if (this.registered == null) {
			this.registered = this.meters.gauge(this.meter, this, this.labelValues);
		}
	}

	void clear() {
		if (this.registered != null) {
			this.meters.remove(this.registered);
			this.registered = null;
		}
	}

	double value() {
		return this.value;
	}

}
