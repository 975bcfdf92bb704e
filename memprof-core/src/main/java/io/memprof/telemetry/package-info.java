/**
 * The thirteen meters and the OTLP exporter that carries only these.
 */
@NullMarked
package io.memprof.telemetry;

import org.jspecify.annotations.NullMarked;
