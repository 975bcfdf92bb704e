package io.memprof.telemetry;

import java.util.List;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;
import io.memprof.leak.LeakAnalysis;

/**
 * All meters that tell components apart, which share one bound on their names.
 * <p>
 * For one thread.
 */
final class ComponentMeters {

	private static final int MAX_COMPONENTS = 50;

	private final AllocationMeters allocations;

	private final AllocationSizes sizes;

	private final LeakMeters leaks;

	ComponentMeters(SessionMeters meters) {
		BoundedLabel components = new BoundedLabel(MAX_COMPONENTS);
		this.allocations = new AllocationMeters(meters, components);
		this.sizes = new AllocationSizes(meters, components);
		this.leaks = new LeakMeters(meters, components);
	}

	void update(LeakAnalysis analysis) {
		this.leaks.update(analysis);
	}

	void record(List<AllocationInfo> samples) {
		for (AllocationInfo sample : samples) {
			this.sizes.record(sample);
			this.allocations.saw(sample);
		}
	}

	void update(AllocationStats stats) {
		this.allocations.update(stats);
		List<AllocationTotal> components = stats.components();
		for (int i = 0; i < components.size(); i++) {
			this.leaks.expect(components.get(i).name());
		}
	}

	void endSession() {
		this.allocations.endSession();
		this.leaks.endSession();
	}

}
