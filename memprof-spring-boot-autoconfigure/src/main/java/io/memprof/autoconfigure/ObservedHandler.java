package io.memprof.autoconfigure;

import java.lang.reflect.Method;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Tells which method of the application an observation was made for. Knows it from the
 * framework that has run the method; never guesses.
 */
interface ObservedHandler {

	/**
	 * The method that runs, not one that it overrides; {@code null} when it is not known.
	 * On the thread that ends the observation.
	 */
	@Nullable Method of(Observation.Context context);

}
