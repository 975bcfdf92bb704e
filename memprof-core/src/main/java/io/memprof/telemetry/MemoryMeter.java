package io.memprof.telemetry;

/**
 * The catalogue of the thirteen meters.
 */
public enum MemoryMeter {

}
