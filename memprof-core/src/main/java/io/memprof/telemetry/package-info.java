/**
 * The thirteen meters, and the OTLP exporter that carries only these.
 * <p>
 * {@link io.memprof.telemetry.MemoryMeter} is the catalogue.
 * {@link io.memprof.telemetry.RegistryTelemetryExporter} writes it into any registry;
 * {@link io.memprof.telemetry.OtlpTelemetryExporter} does so with a registry of its own
 * and pushes that:
 *
 * <pre>
 * tick ─> RegistryTelemetryExporter ─> registry of the application
 * tick ─> RegistryTelemetryExporter ─> private registry ─> CollectorSender ─> CollectorClient ─> collector
 *         memprof's thread                                 PushThread         gRPC or HTTP
 * </pre>
 *
 * {@link io.memprof.telemetry.PushChannel}, {@link io.memprof.telemetry.PushTarget} and
 * {@link io.memprof.telemetry.PushThread} know nothing of meters: whatever else is pushed
 * goes the same way, with the same words in the log.
 * <p>
 * The only package that sees Micrometer.
 */
@NullMarked
package io.memprof.telemetry;

import org.jspecify.annotations.NullMarked;
