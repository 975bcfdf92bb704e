package io.memprof.leak;

import java.time.Duration;
import java.util.List;

import io.memprof.snapshot.MemorySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Whether the live heap grows towards a limit fast enough to speak of. What would take
 * many times as long to fill the heap as it has grown by now may be a cache that fills,
 * sessions that have yet to time out, or a batch. docs/decisions/007 has the runs behind
 * the numbers.
 *
 * @param urgent an exhaustion that is nearer than this presses anyhow
 * @param times it presses when it is nearer than so many times the length of the window
 * that rises
 * @param timesLongest the same for the longest window there is
 */
record Urgency(Duration urgent, double times, double timesLongest) {

	/** Worth waking somebody: most of the way has been seen. */
	static final Urgency CONFIRMED = new Urgency(Duration.ofMinutes(30), 0.5, 0.5);

	/** Live heap, as a share of its maximum, above which no rise is needed any more. */
	private static final double NEARLY_FULL = 0.65;

	/**
	 * Worth a suspicion: with a quarter of the way to exhaustion seen, a leak is named
	 * before 40 % of its life. An hour is what people need to react, whatever the
	 * warm-up. In a service, what would take a few hours mostly comes to rest before;
	 * what is watched for minutes has no fills of hours, so there four hours are near
	 * enough.
	 */
	static Urgency suspected(Windows windows) {
		return new Urgency(Duration.ofHours(windows.ofService() ? 1 : 4), 2.5, 4);
	}

	/**
	 * Whether some window shows an exhaustion that presses. What is urgent need not be
	 * proven to rise throughout: there may be few collections before it is too late.
	 * @param share of that rise to reckon with: young collections leave garbage of others
	 */
	boolean presses(List<FloorSeries.Trend> trends, double share, Windows windows, MemorySnapshot latest) {
		List<Duration> lengths = windows.floors();
		double longest = lengths.get(lengths.size() - 1).toSeconds() * 0.9;
		for (FloorSeries.Trend trend : trends) {
			double factor = (trend.seconds() >= longest) ? this.timesLongest : this.times;
			double seen = trend.rises() ? factor * trend.seconds() : 0;
			if (seconds(trend, latest) <= share * Math.max(this.urgent.toSeconds(), seen)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the heap is nearly full of what old collections leave.
	 * @param liveBytes after the last old collection
	 */
	static boolean isNear(long liveBytes, MemorySnapshot latest) {
		return latest.heapMax().isAvailable() && liveBytes >= NEARLY_FULL * latest.heapMax().bytes();
	}

	/**
	 * Seconds until the limit that binds first is reached, heap maximum or container;
	 * infinite when it does not grow or nothing binds.
	 */
	static double seconds(FloorSeries.@Nullable Trend trend, @Nullable MemorySnapshot latest) {
		if (trend == null || latest == null || trend.line().slope() <= 0) {
			return Double.POSITIVE_INFINITY;
		}
		double heapRoom = latest.heapMax().isAvailable() ? latest.heapMax().bytes() - trend.end()
				: Double.POSITIVE_INFINITY;
		double containerRoom = (latest.containerLimit().isAvailable() && latest.rss().isAvailable())
				? latest.containerLimit().bytes() - latest.rss().bytes() : Double.POSITIVE_INFINITY;
		return Math.max(0, Math.min(heapRoom, containerRoom)) / trend.line().slope();
	}

}
