package io.memprof.leak;

import java.time.Instant;
import java.util.function.ToLongFunction;

import io.memprof.allocation.ComponentNaming;
import org.jspecify.annotations.Nullable;

/**
 * Something on the heap that accumulates, with what proves it, whatever the evidence came
 * from.
 */
interface Suspect {

	String className();

	/** Where it accumulates, or {@code null} when unknown. */
	@Nullable AccumulationPoint point();

	/**
	 * The leak for the report.
	 * @param survivors sampled objects that live, of all suspects and others
	 * @param growth of the live heap, or {@code null} when unknown
	 * @param sizeOf size in bytes of one object of a class
	 */
	LeakInfo reported(int survivors, @Nullable Growth growth, ComponentNaming naming, ToLongFunction<String> sizeOf,
			BeanNames beans, Instant now);

}
