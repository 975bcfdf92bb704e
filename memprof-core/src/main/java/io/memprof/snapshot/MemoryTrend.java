package io.memprof.snapshot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Memory in use over time: the resident set, or the used heap when no snapshot has a
 * resident set. Snapshots without one among others that have it are left out, for a heap
 * among resident sets would look like a drop.
 *
 * @param seconds since the first snapshot
 * @param bytes in use
 */
record MemoryTrend(double[] seconds, double[] bytes) {

	static MemoryTrend of(List<MemorySnapshot> snapshots) {
		List<MemorySnapshot> resident = snapshots.stream().filter((snapshot) -> snapshot.rss().isAvailable()).toList();
		List<MemorySnapshot> used = resident.isEmpty() ? snapshots : resident;
		double[] seconds = new double[used.size()];
		double[] bytes = new double[used.size()];
		for (int i = 0; i < seconds.length; i++) {
			MemorySnapshot snapshot = used.get(i);
			seconds[i] = Duration.between(used.get(0).timestamp(), snapshot.timestamp()).toNanos() / 1e9;
			bytes[i] = snapshot.rss().bytesOr(snapshot.heapUsed());
		}
		return new MemoryTrend(seconds, bytes);
	}

	Reading mean() {
		return (this.bytes.length > 0) ? Reading.of(Math.round(Arrays.stream(this.bytes).average().orElseThrow()))
				: Reading.unavailable("no snapshot has been taken yet");
	}

	/** The line, or {@code null} with fewer than three points at different times. */
	@Nullable TrendLine line() {
		MemoryTrend binned = binned(TheilSen.MAX_POINTS);
		boolean atOneTime = Arrays.stream(this.seconds).distinct().count() < 2;
		return (binned.seconds.length < 3 || atOneTime) ? null : TheilSen.fit(binned.seconds, binned.bytes);
	}

	/**
	 * At most so many points: the mean of each run of neighbours, which are equally many
	 * but for the last run.
	 */
	private MemoryTrend binned(int points) {
		int run = Math.max(1, (this.seconds.length + points - 1) / points);
		return new MemoryTrend(means(this.seconds, run), means(this.bytes, run));
	}

	private static double[] means(double[] values, int run) {
		double[] means = new double[(values.length + run - 1) / run];
		Arrays.setAll(means,
				(i) -> Arrays.stream(values, i * run, Math.min(values.length, (i + 1) * run)).average().orElseThrow());
		return means;
	}

}
