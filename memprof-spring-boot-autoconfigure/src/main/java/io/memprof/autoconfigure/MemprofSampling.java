package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * Ticks on memprof's own daemon thread, for as long as the application context runs.
 * <p>
 * The {@code @Scheduled} method is registered by a private post-processor that is no
 * bean, with a private scheduler that is none either: {@code @EnableScheduling} would
 * switch on the application's own dormant methods, and a scheduler bean would take the
 * place of the application's.
 * <p>
 * {@link #start()} takes milliseconds. {@link #stop()} waits for the running tick, then
 * flushes; it may take as long as a push may. May be started again.
 */
public final class MemprofSampling implements SmartLifecycle, ScheduledTaskHolder {

	static final String THREAD_NAME_PREFIX = "memprof-sampler-";

	private static final Duration LONGEST_FIRST_DELAY = Duration.ofSeconds(1);

	private static final int SECONDS_FOR_THE_LAST_TICK = 10;

	private static final Logger logger = LoggerFactory.getLogger(MemprofSampling.class);

	private final Sampled sampled;

	private final Duration interval;

	private final Supplier<String> startLine;

	private volatile @Nullable ThreadPoolTaskScheduler scheduler;

	private volatile @Nullable ScheduledAnnotationBeanPostProcessor processor;

	/**
	 * Sampling that has not started.
	 * @param sampled what is started, ticked and stopped
	 * @param interval between the end of a tick and the begin of the next
	 * @param startLine what to log when sampling has started
	 */
	MemprofSampling(Sampled sampled, Duration interval, Supplier<String> startLine) {
		this.sampled = sampled;
		this.interval = interval;
		this.startLine = startLine;
	}

	@Override
	public synchronized void start() {
		if (isRunning()) {
			return;
		}
		this.sampled.start();
		ThreadPoolTaskScheduler scheduler = daemonScheduler();
		ScheduledAnnotationBeanPostProcessor processor = new ScheduledAnnotationBeanPostProcessor();
		processor.setScheduler(scheduler);
		processor.setEmbeddedValueResolver(this::resolve);
		processor.postProcessAfterInitialization(new Sampler(this.sampled), "memprofSampler");
		processor.afterSingletonsInstantiated();
		this.scheduler = scheduler;
		this.processor = processor;
		logger.info(this.startLine.get());
	}

	@Override
	public synchronized void stop() {
		ScheduledAnnotationBeanPostProcessor processor = this.processor;
		ThreadPoolTaskScheduler scheduler = this.scheduler;
		if (processor == null || scheduler == null) {
			return;
		}
		this.processor = null;
		this.scheduler = null;
		processor.destroy();
		scheduler.shutdown();
		try {
			this.sampled.stop();
		}
		catch (RuntimeException ex) {
			logger.warn("memprof did not stop cleanly; the application is not affected", ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.processor != null;
	}

	/**
	 * Starts first and stops last, so that traffic that drains is still seen and a slow
	 * last push delays nobody.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public Set<ScheduledTask> getScheduledTasks() {
		ScheduledAnnotationBeanPostProcessor processor = this.processor;
		return (processor != null) ? processor.getScheduledTasks() : Set.of();
	}

	/**
	 * Runs work on memprof's thread, after the current tick. Not an
	 * {@link java.util.concurrent.Executor}: as a bean of that type it would make Boot's
	 * own executor back off.
	 * @throws RejectedExecutionException when sampling is stopped
	 */
	void execute(Runnable work) {
		ThreadPoolTaskScheduler scheduler = this.scheduler;
		if (scheduler == null) {
			throw new RejectedExecutionException("memprof is stopped");
		}
		scheduler.execute(work);
	}

	private String resolve(String key) {
		return switch (key) {
			case Sampler.INTERVAL -> this.interval.toString();
			case Sampler.FIRST_DELAY -> firstDelay().toString();
			default -> key;
		};
	}

	/**
	 * The first tick starts JFR: it leaves the rest of start-up the processor.
	 */
	private Duration firstDelay() {
		return (this.interval.compareTo(LONGEST_FIRST_DELAY) < 0) ? this.interval : LONGEST_FIRST_DELAY;
	}

	private static ThreadPoolTaskScheduler daemonScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(1);
		scheduler.setDaemon(true);
		scheduler.setThreadNamePrefix(THREAD_NAME_PREFIX);
		// an interrupt in the middle of a tick could break a JFR stream
		scheduler.setWaitForTasksToCompleteOnShutdown(true);
		scheduler.setAwaitTerminationSeconds(SECONDS_FOR_THE_LAST_TICK);
		scheduler.initialize();
		return scheduler;
	}

}
