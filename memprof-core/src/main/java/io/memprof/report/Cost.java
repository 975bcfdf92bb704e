package io.memprof.report;

/**
 * What memprof itself has cost since the session began.
 *
 * @param heldBytes heap that memprof's own structures hold, estimated from their sizes
 * @param cpuMillis CPU time of ticks, analyses and the delivery of JFR events; without
 * pushes to a collector
 * @param pauseMillis time the application's threads were stopped for memprof, as JFR
 * measured each safepoint operation
 * @param ticks ticks that ran
 * @param ticksSkipped ticks of which at least one step failed
 * @param stepFailures steps that failed
 * @param lastTickMicros duration of the last tick outside the analysis
 * @param lastAnalysisMillis duration of the last analysis
 * @param referenceWalks walks to the GC roots
 */
public record Cost(long heldBytes, long cpuMillis, long pauseMillis, long ticks, long ticksSkipped, long stepFailures,
		long lastTickMicros, long lastAnalysisMillis, long referenceWalks) {
}
