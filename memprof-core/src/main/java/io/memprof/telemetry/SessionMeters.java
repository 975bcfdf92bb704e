package io.memprof.telemetry;

import java.util.ArrayList;
import java.util.List;

import io.memprof.allocation.SampledSpan;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Registers meters of the catalogue in one registry, with the label of the session where
 * it is wanted. Registering builds tags and looks up the registry, so callers keep what
 * they get instead of asking in each tick.
 * <p>
 * For one thread.
 */
final class SessionMeters {

	private final MeterRegistry registry;

	private final SessionLabel sessionLabel;

	private final Exemplars exemplars;

	private final List<Meter> labelled = new ArrayList<>();

	private String sessionId = "none";

	SessionMeters(MeterRegistry registry, SessionLabel sessionLabel, Exemplars exemplars) {
		this.registry = registry;
		this.sessionLabel = sessionLabel;
		this.exemplars = exemplars;
	}

	/**
	 * Removes the counters and histograms that carry the id of the session before, so
	 * that sessions do not pile up.
	 */
	void beginSession(String sessionId) {
		this.labelled.forEach(this.registry::remove);
		this.labelled.clear();
		this.sessionId = sessionId;
	}

	/**
	 * Whether counters and histograms begin anew with each session.
	 */
	boolean endWithSession() {
		return this.sessionLabel == SessionLabel.ALL;
	}

	Counter counter(MemoryMeter meter, String... labelValues) {
		return tracked(meter,
				Counter.builder(meter.meterName())
					.description(meter.description())
					.baseUnit(meter.baseUnit())
					.tags(tags(meter, labelValues))
					.register(this.registry));
	}

	DistributionSummary histogram(MemoryMeter meter, String... labelValues) {
		return tracked(meter,
				DistributionSummary.builder(meter.meterName())
					.description(meter.description())
					.baseUnit(meter.baseUnit())
					.serviceLevelObjectives(SizeBuckets.of(meter))
					.tags(tags(meter, labelValues))
					.register(this.registry));
	}

	/**
	 * A gauge that keeps its state alive; who asks for it removes it.
	 */
	Gauge gauge(MemoryMeter meter, OptionalGauge state, String... labelValues) {
		return Gauge.builder(meter.meterName(), state, OptionalGauge::value)
			.description(meter.description())
			.baseUnit(meter.baseUnit())
			.tags(tags(meter, labelValues))
			.strongReference(true)
			.register(this.registry);
	}

	void increment(Counter counter, double amount, @Nullable SampledSpan span) {
		if (span == null) {
			counter.increment(amount);
		}
		else {
			this.exemplars.during(span, () -> counter.increment(amount));
		}
	}

	void record(DistributionSummary histogram, double value, @Nullable SampledSpan span) {
		if (span == null) {
			histogram.record(value);
		}
		else {
			this.exemplars.during(span, () -> histogram.record(value));
		}
	}

	void remove(Meter meter) {
		this.registry.remove(meter);
	}

	private <M extends Meter> M tracked(MemoryMeter meter, M registered) {
		if (meter.carriesSession(this.sessionLabel)) {
			this.labelled.add(registered);
		}
		return registered;
	}

	private Tags tags(MemoryMeter meter, String... labelValues) {
		Tags tags = Tags.empty();
		for (int i = 0; i < labelValues.length; i++) {
			tags = tags.and(meter.labels().get(i), labelValues[i]);
		}
		return meter.carriesSession(this.sessionLabel) ? tags.and(MemoryMeter.SESSION_ID, this.sessionId) : tags;
	}

}
