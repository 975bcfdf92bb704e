package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a walk to the GC roots may run, and how far it may go.
 * <p>
 * A walk pauses the JVM for its cutoff, or less when it ends before, plus an overhead
 * that grows with the live heap and that no cutoff bounds. The overhead is supposed to be
 * {@value #FIRST_MILLIS} ms and {@value #MILLIS_PER_GIBIBYTE} ms for each GiB until a
 * walk has shown more. What it leaves of the budget is the cutoff; when that is not worth
 * a pause, no walk is made. After each walk that brought nothing new the next one has to
 * wait twice as long, up to {@value #LONGEST_WAIT} times the first wait.
 */
final class WalkBudget {

	private static final double FIRST_MILLIS = 60;

	private static final double MILLIS_PER_GIBIBYTE = 170;

	/** Facts 5: 0.29 s for 0.3 GB, 1.8 s for 2 GB of small objects. */
	private static final double HISTOGRAM_MILLIS_PER_GIBIBYTE = 900;

	private static final double GIBIBYTE = 1L << 30;

	/** A shorter search finds next to nothing: docs/decisions/004. */
	private static final double SHORTEST_CUTOFF_MILLIS = 50;

	private static final int LONGEST_WAIT = 4;

	private final Duration pauseBudget;

	private final Duration between;

	private final double millisPerGibibyte;

	private final double leastMillis;

	private Duration wait;

	private Instant next = Instant.EPOCH;

	/** How many times the supposed overhead the dearest walk took, fading with time. */
	private double factor = 1;

	private Instant last = Instant.EPOCH;

	private int walks;

	private Duration paused = Duration.ZERO;

	/**
	 * A budget for walks to the GC roots.
	 */
	WalkBudget(Duration pauseBudget, Duration between) {
		this(pauseBudget, between, MILLIS_PER_GIBIBYTE, SHORTEST_CUTOFF_MILLIS);
	}

	private WalkBudget(Duration pauseBudget, Duration between, double millisPerGibibyte, double leastMillis) {
		this.pauseBudget = pauseBudget;
		this.between = between;
		this.wait = between;
		this.millisPerGibibyte = millisPerGibibyte;
		this.leastMillis = leastMillis;
	}

	/**
	 * A budget for class histograms, whose cutoff is always zero.
	 */
	static WalkBudget forHistograms(Duration pauseBudget, Duration between) {
		return new WalkBudget(pauseBudget, between, HISTOGRAM_MILLIS_PER_GIBIBYTE, 0);
	}

	/**
	 * Whether a walk over that much live heap is worth its pause and within the budget.
	 */
	boolean affords(Instant now, long liveBytes) {
		return cutoffMillis(now, liveBytes) >= this.leastMillis;
	}

	boolean isTime(Instant now) {
		return !now.isBefore(this.next);
	}

	/**
	 * The cutoff to ask for: what the predicted overhead leaves of the budget.
	 */
	Duration cutoff(Instant now, long liveBytes) {
		return Duration.ofMillis(Math.round(Math.max(0, cutoffMillis(now, liveBytes))));
	}

	void walked(Instant at, Duration cutoff, Duration pause, long liveBytes, boolean useful) {
		this.walks++;
		this.paused = this.paused.plus(pause);
		double over = pause.minus(cutoff).toNanos() / 1e6;
		this.factor = Math.max(factor(at), over / supposedMillis(liveBytes));
		this.last = at;
		Duration doubled = this.wait.multipliedBy(2);
		Duration longest = this.between.multipliedBy(LONGEST_WAIT);
		this.wait = useful ? this.between : (doubled.compareTo(longest) < 0) ? doubled : longest;
		this.next = at.plus(this.wait);
	}

	/** Counts from zero again; what was learned stays. */
	void beginSession() {
		this.walks = 0;
		this.paused = Duration.ZERO;
	}

	int walks() {
		return this.walks;
	}

	/** All pauses so far. */
	Duration paused() {
		return this.paused;
	}

	private double cutoffMillis(Instant now, long liveBytes) {
		return this.pauseBudget.toMillis() - factor(now) * supposedMillis(liveBytes);
	}

	/**
	 * A single walk may have been dear because the machine was busy: what it showed above
	 * the supposed overhead halves with each longest wait.
	 */
	private double factor(Instant now) {
		double halvings = (double) Duration.between(this.last, now).toMillis()
				/ this.between.multipliedBy(LONGEST_WAIT).toMillis();
		return 1 + (this.factor - 1) * Math.pow(0.5, Math.max(0, halvings));
	}

	private double supposedMillis(long liveBytes) {
		return FIRST_MILLIS + this.millisPerGibibyte * liveBytes / GIBIBYTE;
	}

}
