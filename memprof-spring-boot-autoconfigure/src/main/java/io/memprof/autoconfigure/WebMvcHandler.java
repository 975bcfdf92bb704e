package io.memprof.autoconfigure;

import java.lang.reflect.Method;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The method of a controller that Spring MVC chose for a request.
 */
final class WebMvcHandler implements ObservedHandler {

	@Override
	public @Nullable Method of(Observation.Context context) {
		return (context instanceof ServerRequestObservationContext request && request.getCarrier() != null
				&& request.getCarrier()
					.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler)
							? handler.getMethod() : null;
	}

}
