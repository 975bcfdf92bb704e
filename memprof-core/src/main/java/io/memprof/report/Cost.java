package io.memprof.report;

import io.memprof.unit.Reading;

/**
 * What memprof itself has cost since the session began.
 *
 * @param heldBytes heap that memprof's own structures hold, estimated from their sizes
 * @param diskBytes of JFR's repository: chunks that memprof's stream holds, and the one
 * being written, which all recordings of the JVM share
 * @param use processor time and allocation of memprof's threads
 * @param pauseMillis time the application's threads were stopped for memprof, as JFR
 * measured each safepoint operation
 * @param ticks ticks that ran
 * @param ticksSkipped ticks of which at least one step failed
 * @param stepFailures steps that failed
 * @param lastTickMicros duration of the last tick outside the analysis
 * @param lastAnalysisMillis duration of the last analysis
 * @param referenceWalks walks to the GC roots
 * @param ceiling above which memprof backs off
 * @param backOff how far it does
 */
public record Cost(long heldBytes, Reading diskBytes, OwnUse use, long pauseMillis, long ticks, long ticksSkipped,
		long stepFailures, long lastTickMicros, long lastAnalysisMillis, long referenceWalks, CostCeiling ceiling,
		BackOff backOff) {
}
