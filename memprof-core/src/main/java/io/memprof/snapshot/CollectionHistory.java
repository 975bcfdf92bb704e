package io.memprof.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import io.memprof.snapshot.LiveHeap.Quality;

/**
 * The heap after each collection of one session, bounded. When full, the oldest
 * collection of the young generation goes first: those of old objects are few and say
 * more. Only where there is none does the oldest of all go.
 * <p>
 * Safe for use by several threads; what it hands out never changes afterwards.
 */
public final class CollectionHistory {

	/** A reading with its time, and its place in the queue. */
	private static final long READING_BYTES = 110;

	private final int maxReadings;

	private final Deque<LiveHeap> young = new ArrayDeque<>();

	private final Deque<LiveHeap> old = new ArrayDeque<>();

	/**
	 * An empty history.
	 * @param maxReadings most collections kept
	 * @throws IllegalArgumentException when not positive
	 */
	public CollectionHistory(int maxReadings) {
		if (maxReadings < 1) {
			throw new IllegalArgumentException("at least one collection must be kept: " + maxReadings);
		}
		this.maxReadings = maxReadings;
	}

	/**
	 * Adds collections that are not older than those before.
	 */
	public synchronized void add(List<LiveHeap> readings) {
		for (LiveHeap reading : readings) {
			(isOld(reading) ? this.old : this.young).addLast(reading);
			if (this.young.size() + this.old.size() > this.maxReadings) {
				(this.young.isEmpty() ? this.old : this.young).removeFirst();
			}
		}
	}

	/**
	 * The collections kept, oldest first.
	 */
	public synchronized List<LiveHeap> list() {
		List<LiveHeap> kept = new ArrayList<>(this.young.size() + this.old.size());
		kept.addAll(this.young);
		kept.addAll(this.old);
		kept.sort(Comparator.comparing(LiveHeap::at));
		return List.copyOf(kept);
	}

	/**
	 * Forgets everything: a new session begins.
	 */
	public synchronized void clear() {
		this.young.clear();
		this.old.clear();
	}

	/**
	 * Bytes held, estimated.
	 */
	public synchronized long heldBytes() {
		return (this.young.size() + this.old.size()) * READING_BYTES;
	}

	private static boolean isOld(LiveHeap reading) {
		return reading.quality().compareTo(Quality.OLD) >= 0;
	}

}
