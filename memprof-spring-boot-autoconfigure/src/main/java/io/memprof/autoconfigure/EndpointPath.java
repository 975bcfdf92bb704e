package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The path of memprof's own endpoint.
 */
@FunctionalInterface
interface EndpointPath {

	/** There is no endpoint. */
	EndpointPath NONE = () -> null;

	/**
	 * The path below that of the application, {@code /actuator/memprof}; {@code null}
	 * when it is not exposed over HTTP, or not known yet. Any thread.
	 */
	@Nullable String get();

}
