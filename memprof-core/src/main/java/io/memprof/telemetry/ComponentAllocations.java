package io.memprof.telemetry;

import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.SampledSpan;
import org.jspecify.annotations.Nullable;

/**
 * The allocation meters of one value of the label {@code component}; for {@code other} it
 * stands for several components, which are added up.
 * <p>
 * For one thread.
 */
final class ComponentAllocations {

	private final boolean isProcess;

	private final CumulativeCounter allocations;

	private final CumulativeCounter allocatedBytes;

	private final OptionalGauge efficiency;

	private final OptionalGauge allocator;

	private long count;

	private long bytes;

	private double weightedEfficiency;

	private double weight;

	private boolean largest;

	private @Nullable SampledSpan span;

	ComponentAllocations(SessionMeters meters, String component) {
		this.isProcess = component.equals(MemoryMeter.PROCESS);
		this.allocations = new CumulativeCounter(meters, MemoryMeter.ALLOCATION_COUNT, component);
		this.allocatedBytes = new CumulativeCounter(meters, MemoryMeter.ALLOCATION_TOTAL_BYTES, component);
		this.efficiency = new OptionalGauge(meters, MemoryMeter.ALLOCATION_EFFICIENCY, component);
		this.allocator = new OptionalGauge(meters, MemoryMeter.ALLOCATOR_TOTAL_BYTES, component);
	}

	/**
	 * Adds a component to what the next {@link #publish()} shows.
	 * @param largest whether it is among the largest allocators
	 */
	void add(AllocationTotal total, boolean largest) {
		this.count += total.count();
		this.bytes += total.bytes();
		double weight = Math.max(1, total.bytes());
		this.weightedEfficiency += total.efficiency() * weight;
		this.weight += weight;
		this.largest |= largest;
	}

	/**
	 * A span allocated in this component, of which the next {@link #publish()} that has
	 * something new shows the last.
	 */
	void allocatedIn(SampledSpan span) {
		this.span = span;
	}

	/**
	 * Shows what was added since the last call. The gauges of a component that was not
	 * added disappear, its counters stay.
	 */
	void publish() {
		if (this.weight > 0) {
			this.allocations.advanceTo(this.count, this.span);
			this.allocatedBytes.advanceTo(this.bytes, this.span);
			this.span = null;
		}
		// the score of the whole process has the gauge of that name
		if (!this.isProcess) {
			show(this.efficiency, this.weight > 0, this.weightedEfficiency / this.weight);
		}
		show(this.allocator, this.largest, this.bytes);
		this.count = 0;
		this.bytes = 0;
		this.weightedEfficiency = 0;
		this.weight = 0;
		this.largest = false;
	}

	void endSession() {
		this.allocations.restart();
		this.allocatedBytes.restart();
		this.span = null;
		this.efficiency.clear();
		this.allocator.clear();
	}

	private static void show(OptionalGauge gauge, boolean wanted, double value) {
		if (wanted) {
			gauge.set(value);
		}
		else {
			gauge.clear();
		}
	}

}
