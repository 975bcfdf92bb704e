package io.memprof.autoconfigure;

import java.util.concurrent.Executor;

import io.memprof.allocation.FlightRecorderStream;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Loads JFR as soon as the configuration is known, beside the start of the application.
 * <p>
 * Up to JDK 22 JFR rewrites nine classes of the JDK when it is loaded, and the JVM then
 * throws away all code that it has compiled (JDK-8308995 and JDK-8329138 did away with
 * that). Early on that is little; in an application that already answers it is
 * everything, and the first minute of its requests runs in the interpreter.
 */
final class FlightRecorderPreloader implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final int FIRST_WITHOUT_REWRITING = 23;

	private final int feature;

	private final Executor executor;

	FlightRecorderPreloader() {
		this(Runtime.version().feature(), FlightRecorderPreloader::onThreadOfItsOwn);
	}

	FlightRecorderPreloader(int feature, Executor executor) {
		this.feature = feature;
		this.executor = executor;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (this.feature < FIRST_WITHOUT_REWRITING && needsFlightRecorder(event.getEnvironment())) {
			this.executor.execute(FlightRecorderStream::load);
		}
	}

	/** Right after the files of configuration have been read. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 11;
	}

	private static boolean needsFlightRecorder(Environment environment) {
		return isOn(environment, "memprof.enabled")
				&& (isOn(environment, "memprof.allocations.enabled") || isOn(environment, "memprof.leaks.enabled"));
	}

	/** What is neither is left to those who bind it, who say so. */
	private static boolean isOn(Environment environment, String property) {
		return "true".equalsIgnoreCase(environment.getProperty(property, "true"));
	}

	private static void onThreadOfItsOwn(Runnable task) {
		Thread thread = new Thread(task, "memprof-start");
		thread.setDaemon(true);
		thread.start();
	}

}
