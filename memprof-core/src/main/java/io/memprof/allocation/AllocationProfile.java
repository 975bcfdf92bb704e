package io.memprof.allocation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who allocated how much since the session began: the statistics and their rankings, and
 * what operations allocated by measurement.
 * <p>
 * Immutable.
 *
 * @param stats totals and components
 * @param topClasses largest 20
 * @param topSites largest 20
 * @param topOperations largest 20
 * @param unavailable why nothing could be sampled, or {@code null}
 * @param measured exact bytes by operation, also where nothing is sampled
 */
public record AllocationProfile(AllocationStats stats, List<AllocationTotal> topClasses, List<AllocationTotal> topSites,
		List<AllocationTotal> topOperations, @Nullable String unavailable, MeasuredOperations measured) {

	/** How many entries a ranking has. */
	public static final int TOP = 20;

	public AllocationProfile {
		topClasses = List.copyOf(topClasses);
		topSites = List.copyOf(topSites);
		topOperations = List.copyOf(topOperations);
	}

	/**
	 * A profile of samples alone.
	 */
	public AllocationProfile(AllocationStats stats, List<AllocationTotal> topClasses, List<AllocationTotal> topSites,
			List<AllocationTotal> topOperations, @Nullable String unavailable) {
		this(stats, topClasses, topSites, topOperations, unavailable,
				MeasuredOperations.unavailable("nobody tells of the application's operations"));
	}

	/**
	 * The largest components, at most {@value #TOP}.
	 */
	public List<AllocationTotal> topAllocators() {
		List<AllocationTotal> components = this.stats.components();
		return components.subList(0, Math.min(TOP, components.size()));
	}

	/**
	 * The same rankings beside newer statistics.
	 * @param unavailable why nothing can be sampled by now, or {@code null}
	 */
	public AllocationProfile with(AllocationStats newer, @Nullable String unavailable) {
		return new AllocationProfile(newer, this.topClasses, this.topSites, this.topOperations, unavailable,
				this.measured);
	}

	AllocationProfile with(MeasuredOperations measured) {
		return new AllocationProfile(this.stats, this.topClasses, this.topSites, this.topOperations, this.unavailable,
				measured);
	}

}
