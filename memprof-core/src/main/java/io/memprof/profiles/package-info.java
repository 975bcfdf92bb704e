/**
 * The allocation profile, pushed to an engine that keeps profiles of many machines.
 * Experimental, and off unless asked for.
 *
 * <pre>
 * AllocationRecording ─> file ─> JfrConversion ─> ProfileEncoder ─> PushChannel ─> collector or Pyroscope
 *                        deleted                  OTLP or pprof     HTTP
 * └────────────────────────── ProfileCycle, on the thread memprof-profiles ──────────────┘
 * </pre>
 *
 * What leaves is names of types and methods, line numbers and bytes; never a value, the
 * name of a thread, or another event of the recording.
 */
@NullMarked
package io.memprof.profiles;

import org.jspecify.annotations.NullMarked;
