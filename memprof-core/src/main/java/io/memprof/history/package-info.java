/**
 * The last report of each run, kept in a directory: what is left after {@code kill -9} or
 * an OutOfMemoryError. Off unless asked for.
 *
 * <pre>
 * MemoryReport ─> ReportHistory ─> RunDocument ─> RunDirectory ─> one file a run, replaced as a whole
 *                      |                              |
 *                      |                Run  &lt;────────┘  the runs before, read by the first tick
 *                      └─> Comparison ─> HistoryView ─> /actuator/memprof/history
 * </pre>
 *
 * A run is a profiling session of a service: a start of the process, or a new session
 * that was asked for. All input and output is on memprof's thread.
 */
@NullMarked
package io.memprof.history;

import org.jspecify.annotations.NullMarked;
