package io.memprof.leak;

import java.time.Duration;
import java.util.List;

/**
 * Where the sampled objects that survive come from: JFR's old-object sampler in a JVM, a
 * model of it in a simulation. For one thread.
 */
interface OldObjectSource {

	/**
	 * The sampled objects that survived.
	 * @param cutoff for the walk to the GC roots, zero for none
	 * @return the objects and what collecting them took
	 * @throws InterruptedException when the profiler is stopped meanwhile
	 */
	Batch collect(Duration cutoff) throws InterruptedException;

	/**
	 * What one collection gave.
	 *
	 * @param objects live samples
	 * @param pause how long the walk stopped the application, as JFR measured it, or
	 * where that event is missing how long the recording took to stop, which is more
	 */
	record Batch(List<OldObject> objects, Duration pause) {

		public Batch {
			objects = List.copyOf(objects);
		}

	}

}
