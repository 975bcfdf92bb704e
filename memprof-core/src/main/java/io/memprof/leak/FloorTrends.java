package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The trend of one floor over several windows at once: a fast leak shows in the shortest
 * within minutes, a slow one only over half a day, and a leak that begins late, or a
 * process that once grew, is not judged by what was before. docs/decisions/007 has the
 * runs behind it.
 *
 * @param windows shortest first; the last is the whole time observed as long as that is
 * shorter than the longest window
 */
record FloorTrends(List<FloorSeries.Trend> windows) {

	FloorTrends {
		windows = List.copyOf(windows);
	}

	/**
	 * The trends of a floor, none before it has six points.
	 * @param from what was before belongs to start-up
	 * @param lengths of the windows, ascending
	 */
	static FloorTrends of(FloorSeries floor, Instant from, Instant now, List<Duration> lengths) {
		List<FloorSeries.Trend> trends = new ArrayList<>();
		for (Duration length : lengths) {
			Instant begin = now.minus(length);
			boolean whole = !begin.isAfter(from);
			FloorSeries.Trend trend = floor.since(whole ? from : begin);
			if (trend != null) {
				trends.add(trend);
			}
			if (whole) {
				break;
			}
		}
		return new FloorTrends(trends);
	}

	/** Those that rise throughout, by a least amount. */
	List<FloorSeries.Trend> rising(double least) {
		return this.windows.stream().filter((trend) -> trend.rises() && trend.growth() >= least).toList();
	}

	/**
	 * The window to speak of: of those that rise the one that proves the fastest growth,
	 * else the longest; {@code null} before there is one.
	 */
	FloorSeries.@Nullable Trend speaking(double least) {
		return rising(least).stream().max(Comparator.comparingDouble((trend) -> trend.line().low())).orElse(longest());
	}

	/** The shortest window, {@code null} before there is one. */
	FloorSeries.@Nullable Trend shortest() {
		return this.windows.isEmpty() ? null : this.windows.get(0);
	}

	/** The longest window, {@code null} before there is one. */
	FloorSeries.@Nullable Trend longest() {
		return this.windows.isEmpty() ? null : this.windows.get(this.windows.size() - 1);
	}

}
