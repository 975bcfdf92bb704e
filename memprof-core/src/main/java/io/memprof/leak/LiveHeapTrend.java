package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;

/**
 * The straight line behind the growth of the live heap, over the window that speaks: a
 * robust fit through the floors of that window, so single points lie on both sides of it.
 * <p>
 * Immutable.
 *
 * @param from begin of the line
 * @param to its end
 * @param startBytes its height at the begin; may be below zero for a steep one
 * @param endBytes its height at the end
 */
public record LiveHeapTrend(Instant from, Instant to, long startBytes, long endBytes) {

	static LiveHeapTrend of(FloorSeries.Trend trend) {
		Duration length = Duration.ofMillis(Math.round(trend.seconds() * 1000));
		return new LiveHeapTrend(trend.from(), trend.from().plus(length), Math.round(trend.start()),
				Math.round(trend.end()));
	}

}
