package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import io.memprof.snapshot.TheilSen;
import io.memprof.snapshot.TrendLine;
import org.jspecify.annotations.Nullable;

/**
 * The lower envelope of a series: the least value of each interval of time. Memory that
 * is used and released touches its floor again; memory that leaks lifts it.
 * <p>
 * Keeps at most {@value #MAX_BINS} intervals, the newest. A clock that steps back makes
 * it start again. For one thread.
 */
final class FloorSeries {

	static final int MAX_BINS = 2_400;

	/** Points of a trend: enough for a stable median, few enough for O(n²). */
	private static final int POINTS = 24;

	private final long binMillis;

	private final Deque<Bin> bins = new ArrayDeque<>();

	FloorSeries(Duration bin) {
		this.binMillis = Math.max(1, bin.toMillis());
	}

	void add(Instant at, double value) {
		long index = at.toEpochMilli() / this.binMillis;
		Bin last = this.bins.peekLast();
		if (last != null && last.index > index) {
			if (last.index - index > 1) {
				this.bins.clear();
			}
			last = this.bins.peekLast();
		}
		if (last != null && last.index >= index) {
			last.floor = Math.min(last.floor, value);
			return;
		}
		this.bins.addLast(new Bin(index, value));
		if (this.bins.size() > MAX_BINS) {
			this.bins.removeFirst();
		}
	}

	int size() {
		return this.bins.size();
	}

	void clear() {
		this.bins.clear();
	}

	/**
	 * The trend of the floor since a moment, or since the oldest interval kept when that
	 * is later; {@code null} with fewer than six points.
	 */
	@Nullable Trend since(Instant from) {
		Bin last = this.bins.peekLast();
		Bin oldest = this.bins.peekFirst();
		if (last == null || oldest == null) {
			return null;
		}
		long first = Math.max(from.toEpochMilli() / this.binMillis, oldest.index);
		if (last.index <= first) {
			return null;
		}
		double width = Math.max(1, (last.index - first + 1) / (double) POINTS);
		double[] floors = new double[POINTS];
		Arrays.fill(floors, Double.NaN);
		for (Bin bin : this.bins) {
			if (bin.index >= first) {
				int point = (int) Math.min(POINTS - 1, (bin.index - first) / width);
				floors[point] = Double.isNaN(floors[point]) ? bin.floor : Math.min(floors[point], bin.floor);
			}
		}
		// each floor stands for the middle of its interval
		Instant middle = Instant.ofEpochMilli(Math.round((first + width / 2) * this.binMillis));
		return Trend.of(middle, floors, width * this.binMillis / 1000);
	}

	/** The least value of one interval. */
	private static final class Bin {

		private final long index;

		private double floor;

		Bin(long index, double floor) {
			this.index = index;
			this.floor = floor;
		}

	}

	/**
	 * Where the floor goes.
	 *
	 * @param from time of the first point
	 * @param line robust line through the floors, per second
	 * @param lastThird slope of the last third, per second
	 * @param separated whether the lowest floor of the last third lies above the highest
	 * of the first
	 * @param start floor at the beginning, on the line
	 * @param end floor at the end, on the line
	 * @param seconds length of time
	 */
	record Trend(Instant from, TrendLine line, double lastThird, boolean separated, double start, double end,
			double seconds) {

		/**
		 * Widens the interval for a series that remembers its past: twice the variance.
		 */
		private static final double QUANTILE = TheilSen.QUANTILE_95 * Math.sqrt(2);

		private static final int FEWEST_POINTS = 6;

		static @Nullable Trend of(Instant from, double[] floors, double secondsApart) {
			double[] times = new double[floors.length];
			double[] values = new double[floors.length];
			int count = 0;
			for (int i = 0; i < floors.length; i++) {
				if (!Double.isNaN(floors[i])) {
					times[count] = i * secondsApart;
					values[count++] = floors[i];
				}
			}
			if (count < FEWEST_POINTS) {
				return null;
			}
			times = Arrays.copyOf(times, count);
			values = Arrays.copyOf(values, count);
			TrendLine line = TheilSen.fit(times, values, QUANTILE);
			int third = Math.max(3, count / 3);
			double[] lastTimes = Arrays.copyOfRange(times, count - third, count);
			double[] lastValues = Arrays.copyOfRange(values, count - third, count);
			double highestOfFirst = Arrays.stream(values, 0, count / 3).max().orElseThrow();
			double lowestOfLast = Arrays.stream(lastValues).min().orElseThrow();
			return new Trend(from, line, TheilSen.fit(lastTimes, lastValues).slope(), lowestOfLast > highestOfFirst,
					line.intercept(), line.intercept() + line.slope() * times[count - 1], times[count - 1]);
		}

		/**
		 * Whether it rises throughout: the slope is above zero beyond doubt, it has not
		 * flattened, and no swing touches the old floor again.
		 */
		boolean rises() {
			return this.line.low() > 0 && !flattened() && this.separated;
		}

		/**
		 * Whether the last third is less than half as steep as the whole.
		 */
		boolean flattened() {
			return this.lastThird < 0.5 * this.line.slope();
		}

		/** Growth over the last third. */
		double recentGrowth() {
			return this.lastThird * this.seconds / 3;
		}

		double growth() {
			return this.end - this.start;
		}

	}

}
