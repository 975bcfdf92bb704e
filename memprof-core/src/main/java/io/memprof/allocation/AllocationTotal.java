package io.memprof.allocation;

/**
 * What one component, operation, class or site allocated since the session began.
 *
 * @param name the component, operation, class or site
 * @param bytes bytes allocated: the JVM's exact count, shared out by samples
 * @param count allocations, estimated as bytes divided by the size of sampled objects
 * @param share part of all bytes, 0 to 1
 * @param efficiency 0 to 1, see {@link EfficiencyScore}
 */
public record AllocationTotal(String name, long bytes, long count, double share, double efficiency) {
}
