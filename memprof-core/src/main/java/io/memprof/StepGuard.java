package io.memprof;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import io.memprof.report.BackOff;
import io.memprof.report.Cost;
import io.memprof.report.CostCeiling;
import io.memprof.report.OwnUse;
import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
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

	private final Set<ProfilingStep> failed = EnumSet.noneOf(ProfilingStep.class);

	private long ticks;

	private long ticksWithFailure;

	private long failures;

	private boolean tickFailed;

	private long tickNanos;

	private long lastTickMicros;

	private long lastAnalysisMillis;

	private long analysisBegin;

	private ThreadUse used = ThreadUse.NONE;

	private ThreadUse usedBefore = ThreadUse.NONE;

	/** A step that may fail in any way. */
	@FunctionalInterface
	interface Step {

		void run() throws Exception;

	}

	long beginTick() {
		this.tickFailed = false;
		this.tickNanos = 0;
		this.usedBefore = ThreadUse.ofCurrentThread();
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
		this.used = this.used.plus(ThreadUse.ofCurrentThread().minus(this.usedBefore));
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
		this.used = ThreadUse.NONE;
		this.lastTickMicros = 0;
		this.lastAnalysisMillis = 0;
	}

	/**
	 * What ticks and analyses have used, the one under way excepted.
	 */
	ThreadUse used() {
		return this.used;
	}

	/**
	 * The cost so far.
	 * @param held in bytes, on the heap and on disk
	 */
	synchronized Cost cost(Held held, OwnUse use, Duration paused, int walks, CostCeiling ceiling, BackOff backOff) {
		return new Cost(held.heapBytes(), held.diskBytes(), use, paused.toMillis(), this.ticks, this.ticksWithFailure,
				this.failures, this.lastTickMicros, this.lastAnalysisMillis, walks, ceiling, backOff);
	}

	/** Whether it is the first failure of that step that can be logged. */
	private synchronized boolean count(ProfilingStep name, boolean loggable) {
		this.failures++;
		this.tickFailed = true;
		return loggable && this.failed.add(name);
	}

	/**
	 * What memprof holds.
	 *
	 * @param heapBytes estimated from the sizes of its tables
	 * @param diskBytes of JFR's repository
	 */
	record Held(long heapBytes, Reading diskBytes) {
	}

}
