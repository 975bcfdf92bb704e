package io.memprof.autoconfigure;

import java.util.function.Predicate;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are no work of the application: those for memprof's own report, and those
 * for which it has nothing. An order that does not exist is work; a path that does not
 * exist is not.
 * <p>
 * Goes by the name that Spring's conventions give to a request when it ends, {@code http
 * get /orders/{id}}, and by its status.
 */
final class IgnoredRequests implements Predicate<Observation.Context> {

	private static final String NOT_FOUND = "404";

	private final EndpointPath endpoint;

	IgnoredRequests(EndpointPath endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public boolean test(Observation.Context context) {
		if (!(context instanceof ReceiverContext)) {
			return false;
		}
		String name = context.getContextualName();
		int path = (name != null) ? name.indexOf('/') : -1;
		return (name != null && path >= 0) ? isOwn(name, path) || (name.endsWith("/**") && isNotFound(context))
				: isNotFound(context);
	}

	private boolean isOwn(String name, int path) {
		String own = this.endpoint.get();
		return own != null && name.startsWith(own, path)
				&& (name.length() == path + own.length() || name.charAt(path + own.length()) == '/');
	}

	/** With Spring's own convention, and with that of OpenTelemetry. */
	private static boolean isNotFound(Observation.Context context) {
		return has(context.getLowCardinalityKeyValue("status"))
				|| has(context.getLowCardinalityKeyValue("http.response.status_code"));
	}

	private static boolean has(@Nullable KeyValue status) {
		return status != null && status.getValue().equals(NOT_FOUND);
	}

}
