package io.memprof.allocation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who allocated how much since the session began: the statistics and their rankings.
 * <p>
 * Immutable.
 *
 * @param stats totals and components
 * @param topClasses largest 20
 * @param topSites largest 20
 * @param topOperations largest 20
 * @param unavailable why nothing could be sampled, or {@code null}
 */
public record AllocationProfile(AllocationStats stats, List<AllocationTotal> topClasses, List<AllocationTotal> topSites,
		List<AllocationTotal> topOperations, @Nullable String unavailable) {

	/** How many entries a ranking has. */
	public static final int TOP = 20;

	public AllocationProfile {
		topClasses = List.copyOf(topClasses);
		topSites = List.copyOf(topSites);
		topOperations = List.copyOf(topOperations);
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
		return new AllocationProfile(newer, this.topClasses, this.topSites, this.topOperations, unavailable);
	}

}
