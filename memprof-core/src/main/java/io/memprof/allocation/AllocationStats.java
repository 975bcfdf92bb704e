package io.memprof.allocation;

import java.util.List;
import java.util.Map;

/**
 * How much was allocated since the session began, in all and by component. Byte totals
 * follow the JVM's own exact count of allocated bytes; how they are shared out is
 * estimated from samples, so a share that rests on n samples has a standard error of
 * about 1/sqrt(n) of itself.
 * <p>
 * Immutable.
 *
 * @param totalCount allocations, estimated
 * @param totalBytes bytes allocated, exact but for those of the last tick
 * @param bytesPerSecond mean rate since the session began
 * @param samples sampled allocations behind the shares
 * @param efficiencyScore 0 to 1 over everything, see {@link EfficiencyScore}
 * @param sizeDistribution allocations by size, every category present
 * @param components all components, largest first, at most 50 and {@code other}
 */
public record AllocationStats(long totalCount, long totalBytes, double bytesPerSecond, long samples,
		double efficiencyScore, Map<SizeCategory, Long> sizeDistribution, List<AllocationTotal> components) {

	public AllocationStats {
		sizeDistribution = Map.copyOf(sizeDistribution);
		components = List.copyOf(components);
	}

}
