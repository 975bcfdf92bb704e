package io.memprof.leak;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lengths of time that a judgement needs. All scale with the configured warm-up, so
 * that ten minutes judge a production service over hours and twenty seconds a demo within
 * two minutes; docs/decisions/004 has the runs behind the factors.
 *
 * @param warmUp no verdict before
 * @param analysis between two analyses
 */
record Windows(Duration warmUp, Duration analysis) {

	private static final Duration SHORTEST_OF_A_SERVICE = Duration.ofMinutes(1);

	/**
	 * Whether a service is watched, over hours; a warm-up of less than a minute is that
	 * of a test or a demo, which is watched for minutes.
	 */
	boolean ofService() {
		return this.warmUp.compareTo(SHORTEST_OF_A_SERVICE) >= 0;
	}

	/** Start-up objects and first fills are left out of the evidence. */
	Duration settled() {
		return times(0.5);
	}

	/** Least time that objects of a site must have accumulated without a gap. */
	Duration accumulation() {
		return times(1.8);
	}

	/** The same where the oldest objects do go, as in a queue. */
	Duration queueAccumulation() {
		return times(3.4);
	}

	/**
	 * The same for what usually expires: with the default warm-up it is longer than the
	 * 30 minutes that HTTP sessions live by default.
	 */
	Duration expiry() {
		return times(3.6);
	}

	/**
	 * Least time of observation after the warm-up before "healthy" is said: by then what
	 * accumulates has been noticed.
	 */
	Duration healthy() {
		return times(2);
	}

	/** Least time that off-heap memory must have grown. */
	Duration offHeap() {
		return times(4);
	}

	/** An alarm is confirmed when the evidence holds for so long. */
	Duration confirmation() {
		return times(2);
	}

	/** Between two walks to the GC roots, doubled after each that brought nothing new. */
	Duration betweenWalks() {
		return times(0.4);
	}

	/**
	 * Over which the floor of the live heap is judged: from 20 minutes to half a day with
	 * the default warm-up.
	 */
	List<Duration> floors() {
		return Stream.of(2, 4, 8, 16, 32, 72).map(this::times).toList();
	}

	/** How long a reported leak stays without new evidence. */
	Duration grace() {
		return times(0.8);
	}

	/** How long "recovered" is shown. */
	Duration recovery() {
		return times(3);
	}

	/** Objects younger than this say nothing about survival. */
	Duration youngest() {
		Duration two = this.analysis.multipliedBy(2);
		return (two.compareTo(times(0.2)) > 0) ? times(0.2) : two;
	}

	private Duration times(double factor) {
		return Duration.ofMillis(Math.round(this.warmUp.toMillis() * factor));
	}

}
