package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a walk to the GC roots may run, from what earlier walks cost on this
 * heap. Before the first one it supposes {@value #FIRST_MILLIS} ms and
 * {@value #MILLIS_PER_GIBIBYTE} ms for each GiB of live heap. After each walk that
 * brought nothing new the next one has to wait twice as long, up to eight times the first
 * wait.
 */
final class WalkBudget {

	private static final double FIRST_MILLIS = 250;

	private static final double MILLIS_PER_GIBIBYTE = 100;

	private static final double GIBIBYTE = 1L << 30;

	/** The wait between walks grows up to so many times the first. */
	private static final int LONGEST_WAIT = 8;

	/** What a walk takes over its cutoff at the least. */
	private static final double OVERHEAD_MILLIS = 80;

	private final Duration pauseBudget;

	private final Duration between;

	private Duration wait;

	private Instant next = Instant.EPOCH;

	/** Most that a walk took over its cutoff, for each GiB of live heap. */
	private double learnedMillis = -1;

	private double learnedGibibytes;

	private int walks;

	private Duration paused = Duration.ZERO;

	WalkBudget(Duration pauseBudget, Duration between) {
		this.pauseBudget = pauseBudget;
		this.between = between;
		this.wait = between;
	}

	/**
	 * Predicted pause of a walk with the cutoff that would be used.
	 */
	Duration predicted(long liveBytes) {
		double gibibytes = liveBytes / GIBIBYTE;
		double millis = (this.learnedMillis < 0) ? FIRST_MILLIS + MILLIS_PER_GIBIBYTE * gibibytes
				: this.learnedMillis * Math.max(1, gibibytes / Math.max(0.05, this.learnedGibibytes));
		return Duration.ofMillis(Math.round(millis));
	}

	boolean affords(long liveBytes) {
		return predicted(liveBytes).compareTo(this.pauseBudget) <= 0;
	}

	boolean isTime(Instant now) {
		return !now.isBefore(this.next);
	}

	/**
	 * The cutoff to ask for: what remains of the budget after the overhead, at most half
	 * of it.
	 */
	Duration cutoff() {
		double half = this.pauseBudget.toMillis() / 2.0;
		return Duration
			.ofMillis(Math.round(Math.max(10, Math.min(half, this.pauseBudget.toMillis() - OVERHEAD_MILLIS))));
	}

	void walked(Instant at, Duration pause, long liveBytes, boolean useful) {
		this.walks++;
		this.paused = this.paused.plus(pause);
		this.learnedMillis = pause.toNanos() / 1e6;
		this.learnedGibibytes = liveBytes / GIBIBYTE;
		Duration doubled = this.wait.multipliedBy(2);
		Duration longest = this.between.multipliedBy(LONGEST_WAIT);
		this.wait = useful ? this.between : (doubled.compareTo(longest) < 0) ? doubled : longest;
		this.next = at.plus(this.wait);
	}

	int walks() {
		return this.walks;
	}

	/** Upper bound of all pauses so far. */
	Duration paused() {
		return this.paused;
	}

}
