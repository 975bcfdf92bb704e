package io.memprof.report;

import java.time.Duration;

import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Processor time and garbage of memprof's threads: those that tick, deliver JFR's events,
 * search for holders and push. Pushes are those of all application contexts of the JVM.
 * Not in it: what JFR's own threads do and what sampling costs the threads of the host.
 *
 * @param cpuMillis since the session began, or {@code null} where the JVM does not count
 * @param allocatedBytes since the session began
 * @param cpuShare of one processor, or {@code null} when not known
 * @param allocationShare of all bytes that the JVM allocated, or {@code null} when not
 * known
 * @param over time that the shares are of, at most five minutes
 */
public record OwnUse(@Nullable Long cpuMillis, Reading allocatedBytes, @Nullable Double cpuShare,
		@Nullable Double allocationShare, Duration over) {
}
