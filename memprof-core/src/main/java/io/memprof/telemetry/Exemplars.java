package io.memprof.telemetry;

import io.memprof.allocation.SampledSpan;

/**
 * Makes a span the current one while a meter is written. Registries take exemplars from
 * the current span, and on memprof's own thread there is none: the allocation that is
 * written happened a while ago, on another thread.
 * <p>
 * For one thread.
 */
@FunctionalInterface
public interface Exemplars {

	/** Meters carry none. */
	Exemplars NONE = (span, write) -> write.run();

	/**
	 * Runs what writes the meter, within the span.
	 */
	void during(SampledSpan span, Runnable write);

}
