package io.memprof.autoconfigure;

import java.lang.reflect.Method;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ClassUtils;

/**
 * The {@code @Scheduled} method.
 */
final class ScheduledHandler implements ObservedHandler {

	@Override
	public @Nullable Method of(Observation.Context context) {
		return (context instanceof ScheduledTaskObservationContext task)
				? ClassUtils.getMostSpecificMethod(task.getMethod(), task.getTargetClass()) : null;
	}

}
