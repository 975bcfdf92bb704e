package io.memprof.telemetry;

import java.util.HashMap;
import java.util.Map;

import io.memprof.allocation.AllocationInfo;
import io.micrometer.core.instrument.DistributionSummary;

/**
 * The histogram of allocation sizes. One observation a sample, and the sampler picks an
 * object with a probability that grows with its size: the histogram tells where the bytes
 * go, not how many objects there are.
 * <p>
 * For one thread. Bounded by {@value #MAX_SERIES} pairs of component and operation, a few
 * kilobytes each in some registries; beyond them the operation is {@code other}.
 */
final class AllocationSizes {

	private static final int MAX_OPERATIONS = 100;

	private static final int MAX_SERIES = 500;

	private final SessionMeters meters;

	private final BoundedLabel components;

	private final BoundedLabel operations = new BoundedLabel(MAX_OPERATIONS);

	private final Map<String, Map<String, DistributionSummary>> byComponent = new HashMap<>();

	private int series;

	AllocationSizes(SessionMeters meters, BoundedLabel components) {
		this.meters = meters;
		this.components = components;
	}

	void record(AllocationInfo allocation) {
		String component = this.components.of(allocation.component());
		Map<String, DistributionSummary> byOperation = this.byComponent.get(component);
		if (byOperation == null) {
			byOperation = new HashMap<>();
			this.byComponent.put(component, byOperation);
		}
		DistributionSummary sizes = byOperation.get(this.operations.of(allocation.operation()));
		if (sizes == null) {
			sizes = addTo(byOperation, component, this.operations.of(allocation.operation()));
		}
		this.meters.record(sizes, allocation.objectBytes(), allocation.span());
	}

	private DistributionSummary addTo(Map<String, DistributionSummary> byOperation, String component,
			String operation) {
		String label = (this.series < MAX_SERIES) ? operation : MemoryMeter.OTHER;
		DistributionSummary known = byOperation.get(label);
		if (known != null) {
			return known;
		}
		DistributionSummary created = this.meters.histogram(MemoryMeter.ALLOCATION_SIZE_BYTES, component, label);
		byOperation.put(label, created);
		this.series++;
		return created;
	}

}
