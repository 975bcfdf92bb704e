package io.memprof.autoconfigure;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;

import io.memprof.allocation.Execution;
import io.memprof.allocation.OperationBytes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each observation of the application for an execution of an operation, and its
 * scopes for the time that its thread worked for it.
 * <p>
 * On the threads of the application, which it never fails: Micrometer would let an
 * exception through to the request.
 */
final class OperationBytesHandler implements ObservationHandler<Observation.Context> {

	private static final Logger logger = LoggerFactory.getLogger(OperationBytesHandler.class);

	private static final String NAMELESS = "unnamed";

	private final OperationBytes operations;

	private final List<ObservedHandler> handlers;

	private final Predicate<Observation.Context> ignored;

	private final HandlerNames names = new HandlerNames();

	private final Function<Object, Execution> begin;

	private final AtomicBoolean failed = new AtomicBoolean();

	OperationBytesHandler(OperationBytes operations, List<ObservedHandler> handlers,
			Predicate<Observation.Context> ignored) {
		this.operations = operations;
		this.handlers = List.copyOf(handlers);
		this.ignored = ignored;
		this.begin = (key) -> operations.begin();
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.operations.isAvailable();
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		Execution execution = execution(context);
		if (execution == null) {
			execution = context.computeIfAbsent(this, this.begin);
		}
		execution.opened();
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		Execution execution = execution(context);
		if (execution != null) {
			execution.closed();
		}
	}

	/**
	 * Deprecated since Micrometer 1.17, called by it all the same.
	 */
	@Override
	@SuppressWarnings("deprecation")
	public void onScopeReset(Observation.Context context) {
		Execution execution = execution(context);
		if (execution != null) {
			execution.reset();
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		try {
			if (!this.ignored.test(context)) {
				this.operations.end(execution(context), name(context), handler(context));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn(
						"memprof cannot tell what '{}' was; its bytes are missing from the report, the "
								+ "application is not affected. Further failures of this kind are not logged.",
						context.getName(), ex);
			}
		}
	}

	/** Under this handler as its key, as a context may be told to several. */
	private @Nullable Execution execution(Observation.Context context) {
		return context.get(this);
	}

	private static String name(Observation.Context context) {
		String name = context.getContextualName();
		if (name == null || name.isBlank()) {
			name = context.getName();
		}
		return (name != null) ? name : NAMELESS;
	}

	private @Nullable String handler(Observation.Context context) {
		for (ObservedHandler handler : this.handlers) {
			Method method = handler.of(context);
			if (method != null) {
				return this.names.of(method);
			}
		}
		return null;
	}

}
