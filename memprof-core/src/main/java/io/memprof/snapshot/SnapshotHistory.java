package io.memprof.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The latest snapshots of one session, bounded: when full, a new one takes the place of
 * the oldest.
 * <p>
 * Safe for use by several threads; what it hands out never changes afterwards.
 * <p>
 * Peak, mean and growth are of the resident set, or of the used heap as long as no
 * snapshot has a resident set; the two are never mixed.
 */
public final class SnapshotHistory {

	private final @Nullable MemorySnapshot[] ring;

	private long added;

	private long peakRss = -1;

	private long peakHeap = -1;

	/**
	 * An empty history.
	 * @param maxSamples most snapshots kept
	 * @throws IllegalArgumentException when not positive
	 */
	public SnapshotHistory(int maxSamples) {
		if (maxSamples < 1) {
			throw new IllegalArgumentException("at least one snapshot must be kept: " + maxSamples);
		}
		this.ring = new MemorySnapshot[maxSamples];
	}

	/**
	 * Adds a snapshot that is not older than the latest.
	 */
	public synchronized void add(MemorySnapshot snapshot) {
		this.ring[(int) (this.added % this.ring.length)] = snapshot;
		this.added++;
		this.peakRss = Math.max(this.peakRss, snapshot.rss().bytesOr(-1));
		this.peakHeap = Math.max(this.peakHeap, snapshot.heapUsed());
	}

	/**
	 * Forgets everything: a new session begins.
	 */
	public synchronized void clear() {
		Arrays.fill(this.ring, null);
		this.added = 0;
		this.peakRss = -1;
		this.peakHeap = -1;
	}

	/**
	 * The latest snapshot, or {@code null} before the first.
	 */
	public synchronized @Nullable MemorySnapshot latest() {
		return (this.added > 0) ? this.ring[(int) ((this.added - 1) % this.ring.length)] : null;
	}

	/**
	 * The snapshots kept, oldest first.
	 */
	public synchronized List<MemorySnapshot> list() {
		List<MemorySnapshot> kept = new ArrayList<>(this.ring.length);
		for (long i = Math.max(0, this.added - this.ring.length); i < this.added; i++) {
			MemorySnapshot snapshot = this.ring[(int) (i % this.ring.length)];
			if (snapshot != null) {
				kept.add(snapshot);
			}
		}
		return List.copyOf(kept);
	}

	/**
	 * Snapshots of this session, the forgotten ones included.
	 */
	public synchronized long count() {
		return this.added;
	}

	/**
	 * Most bytes in use in this session, the forgotten snapshots included.
	 */
	public synchronized Reading peak() {
		long peak = (this.peakRss >= 0) ? this.peakRss : this.peakHeap;
		return (peak >= 0) ? Reading.of(peak) : Reading.unavailable("no snapshot has been taken yet");
	}

	/**
	 * Mean bytes in use over the snapshots kept.
	 */
	public Reading mean() {
		return MemoryTrend.of(list()).mean();
	}

	/**
	 * Growth of memory in bytes a second over the time before the latest snapshot, or
	 * {@code null} with fewer than three snapshots at different times in it. Its
	 * intercept is the memory at the first of them.
	 * @param over how far to look back
	 * @throws IllegalArgumentException when not positive
	 */
	public @Nullable TrendLine growth(Duration over) {
		if (over.isNegative() || over.isZero()) {
			throw new IllegalArgumentException("growth needs a positive duration: " + over);
		}
		List<MemorySnapshot> kept = list();
		if (kept.isEmpty()) {
			return null;
		}
		Instant from = kept.get(kept.size() - 1).timestamp().minus(over);
		return MemoryTrend.of(kept.stream().filter((snapshot) -> !snapshot.timestamp().isBefore(from)).toList()).line();
	}

}
