package io.memprof.allocation;

import java.util.List;
import java.util.Map;

/**
 * What to track of allocations and how to name it.
 *
 * @param enabled whether allocations are sampled
 * @param samplesPerSecond JFR throttle, process-wide
 * @param flameGraph whether the bounded stack tree is kept
 * @param components package prefixes by component name
 * @param basePackages packages of the application; code below one is named by the segment
 * that follows
 */
public record AllocationSettings(boolean enabled, int samplesPerSecond, boolean flameGraph,
		Map<String, List<String>> components, List<String> basePackages) {

	public AllocationSettings {
		components = Map.copyOf(components);
		basePackages = List.copyOf(basePackages);
	}

	/**
	 * The documented defaults, with no component and no base package named.
	 */
	public static AllocationSettings defaults() {
		return new AllocationSettings(true, 150, true, Map.of(), List.of());
	}

}
