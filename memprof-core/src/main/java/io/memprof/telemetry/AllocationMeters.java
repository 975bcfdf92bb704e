package io.memprof.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.SampledSpan;
import io.memprof.allocation.SizeCategory;

/**
 * The meters that are fed from the cumulative allocation statistics.
 * <p>
 * For one thread.
 */
final class AllocationMeters {

	private static final SizeCategory[] CATEGORIES = SizeCategory.values();

	private final SessionMeters meters;

	private final BoundedLabel components;

	private final Map<String, ComponentAllocations> byComponent = new HashMap<>();

	/** The same, in a form that is walked in each tick without an iterator. */
	private final List<ComponentAllocations> all = new ArrayList<>();

	/** By ordinal of the category. */
	private final List<CumulativeCounter> distribution = new ArrayList<>();

	private final OptionalGauge processEfficiency;

	AllocationMeters(SessionMeters meters, BoundedLabel components) {
		this.meters = meters;
		this.components = components;
		this.processEfficiency = new OptionalGauge(meters, MemoryMeter.ALLOCATION_EFFICIENCY, MemoryMeter.PROCESS);
		for (SizeCategory category : CATEGORIES) {
			String label = category.name().toLowerCase(Locale.ROOT);
			this.distribution.add(new CumulativeCounter(meters, MemoryMeter.ALLOCATION_DISTRIBUTION, label));
		}
	}

	void update(AllocationStats stats) {
		List<AllocationTotal> totals = stats.components();
		for (int i = 0; i < totals.size(); i++) {
			AllocationTotal total = totals.get(i);
			of(total.name()).add(total, i < AllocationProfile.TOP);
		}
		for (int i = 0; i < this.all.size(); i++) {
			this.all.get(i).publish();
		}
		for (SizeCategory category : CATEGORIES) {
			long count = stats.sizeDistribution().getOrDefault(category, 0L);
			this.distribution.get(category.ordinal()).advanceTo(count);
		}
		this.processEfficiency.set(stats.efficiencyScore());
	}

	/**
	 * A sample came; its span is for the counters of its component in the next
	 * {@link #update}.
	 */
	void saw(AllocationInfo sample) {
		SampledSpan span = sample.span();
		ComponentAllocations component = (span != null) ? this.byComponent.get(this.components.of(sample.component()))
				: null;
		if (span != null && component != null) {
			component.allocatedIn(span);
		}
	}

	void endSession() {
		this.all.forEach(ComponentAllocations::endSession);
		this.distribution.forEach(CumulativeCounter::restart);
		this.processEfficiency.clear();
	}

	private ComponentAllocations of(String component) {
		String label = this.components.of(component);
		ComponentAllocations known = this.byComponent.get(label);
		if (known != null) {
			return known;
		}
		ComponentAllocations created = new ComponentAllocations(this.meters, label);
		this.byComponent.put(label, created);
		this.all.add(created);
		return created;
	}

}
