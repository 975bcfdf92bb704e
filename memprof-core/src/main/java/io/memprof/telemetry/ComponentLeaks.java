package io.memprof.telemetry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.memprof.leak.LeakInfo;
import io.memprof.leak.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;

/**
 * The leak meters of one value of the label {@code component}.
 * <p>
 * Creating it registers {@code memory.leak.count} at 0 for every severity: an alert on
 * {@code increase()} does not see a series that is born at 1.
 * <p>
 * For one thread.
 */
final class ComponentLeaks {

	private final SessionMeters meters;

	private final String component;

	/** By ordinal of the severity. */
	private final List<Counter> counts = new ArrayList<>();

	private final Map<Severity, Counter> allocations = new EnumMap<>(Severity.class);

	private final Map<Severity, DistributionSummary> sizes = new EnumMap<>(Severity.class);

	private final OptionalGauge growth;

	private boolean everGrew;

	private double mbPerHour;

	ComponentLeaks(SessionMeters meters, String component) {
		this.meters = meters;
		this.component = component;
		this.growth = new OptionalGauge(meters, MemoryMeter.LEAK_GROWTH_RATE, component);
		for (Severity severity : Severity.values()) {
			this.counts.add(meters.counter(MemoryMeter.LEAK_COUNT, component, label(severity)));
		}
	}

	/**
	 * Adds one reported leak.
	 * @param isNew whether it is reported at this severity for the first time
	 * @param newAllocations allocations attributed to it since it was last added
	 */
	void add(LeakInfo leak, boolean isNew, long newAllocations) {
		Severity severity = leak.severity();
		if (isNew) {
			this.meters.increment(this.counts.get(severity.ordinal()), 1, leak.span());
		}
		Counter allocations = this.allocations.computeIfAbsent(severity,
				(key) -> this.meters.counter(MemoryMeter.LEAK_ALLOCATION_COUNT, this.component, label(key)));
		this.meters.increment(allocations, newAllocations, (newAllocations > 0) ? leak.span() : null);
		DistributionSummary sizes = this.sizes.computeIfAbsent(severity,
				(key) -> this.meters.histogram(MemoryMeter.LEAK_SIZE_BYTES, this.component, label(key)));
		this.meters.record(sizes, leak.totalSizeBytes(), leak.span());
		double growth = leak.growth().mbPerHour();
		this.mbPerHour += Double.isFinite(growth) ? growth : 0;
		this.everGrew = true;
	}

	/**
	 * Shows the growth of the leaks added since the last call; 0 once there are none.
	 */
	void publishGrowth() {
		if (this.everGrew) {
			this.growth.set(this.mbPerHour);
		}
		this.mbPerHour = 0;
	}

	/**
	 * Shows a growth that was measured rather than added up.
	 */
	void publishGrowth(double mbPerHour) {
		this.growth.set(mbPerHour);
		this.mbPerHour = 0;
	}

	void endSession() {
		this.growth.clear();
		this.everGrew = false;
		this.mbPerHour = 0;
	}

	private static String label(Severity severity) {
		return severity.name().toLowerCase(Locale.ROOT);
	}

}
