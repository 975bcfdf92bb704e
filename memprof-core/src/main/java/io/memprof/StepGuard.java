package io.memprof;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import io.memprof.report.Cost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a failing step from harming the host, and counts what the steps cost since the
 * session began. A failure is logged at its first time only, whatever the session; an
 * interrupt is kept for the thread that ticks.
 * <p>
 * {@link #run} is safe for use by several threads, the rest is for the one that holds the
 * profiler's lock.
 */
final class StepGuard {

	private static final Logger logger = LoggerFactory.getLogger(MemoryProfiler.class);

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final Set<ProfilingStep> failed = EnumSet.noneOf(ProfilingStep.class);

	private long ticks;

	private long ticksWithFailure;

	private long failures;

	private boolean tickFailed;

	private long tickNanos;

	private long lastTickMicros;

	private long lastAnalysisMillis;

	private long analysisBegin;

	private long cpuNanos;

	private long cpuBegin;

	/** A step that may fail in any way. */
	@FunctionalInterface
	interface Step {

		void run() throws Exception;

	}

	long beginTick() {
		this.tickFailed = false;
		this.tickNanos = 0;
		this.cpuBegin = cpu();
		return System.nanoTime();
	}

	void pauseTick(long begin) {
		this.analysisBegin = System.nanoTime();
		this.tickNanos += this.analysisBegin - begin;
	}

	long resumeTick() {
		long now = System.nanoTime();
		this.lastAnalysisMillis = Duration.ofNanos(now - this.analysisBegin).toMillis();
		return now;
	}

	void endTick(long begin) {
		this.tickNanos += System.nanoTime() - begin;
		this.lastTickMicros = this.tickNanos / 1_000;
		this.ticks++;
		this.ticksWithFailure += this.tickFailed ? 1 : 0;
		this.cpuNanos += Math.max(0, cpu() - this.cpuBegin);
	}

	void run(ProfilingStep name, Step step) {
		try {
			step.run();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (VirtualMachineError ex) {
			// logging needs memory or stack, which there is none of
			count(name, false);
		}
		catch (Throwable ex) {
			if (count(name, true)) {
				logger.warn("memprof: step {} failed; the other steps go on, it is tried again with the next tick, "
						+ "and further failures are only counted (cost.stepFailures in the report)", name, ex);
			}
		}
	}

	/** A new session begins. */
	synchronized void reset() {
		this.ticks = 0;
		this.ticksWithFailure = 0;
		this.failures = 0;
		this.cpuNanos = 0;
		this.lastTickMicros = 0;
		this.lastAnalysisMillis = 0;
	}

	/**
	 * The cost so far.
	 * @param deliveryNanos CPU time of the thread that delivers JFR events
	 */
	synchronized Cost cost(long heldBytes, long deliveryNanos, Duration paused, int walks) {
		return new Cost(heldBytes, Duration.ofNanos(this.cpuNanos + deliveryNanos).toMillis(), paused.toMillis(),
				this.ticks, this.ticksWithFailure, this.failures, this.lastTickMicros, this.lastAnalysisMillis, walks);
	}

	/** Whether it is the first failure of that step that can be logged. */
	private synchronized boolean count(ProfilingStep name, boolean loggable) {
		this.failures++;
		this.tickFailed = true;
		return loggable && this.failed.add(name);
	}

	private long cpu() {
		return this.threads.isCurrentThreadCpuTimeSupported() ? this.threads.getCurrentThreadCpuTime() : 0;
	}

}
