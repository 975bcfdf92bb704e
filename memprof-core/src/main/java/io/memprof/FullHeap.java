package io.memprof;

import io.memprof.snapshot.LiveHeap;
import io.memprof.unit.Reading;

/**
 * Whether the heap is full of what collections leave. One compaction tells; other
 * collections leave garbage, under ZGC and Shenandoah as much as there are live objects,
 * so of them {@value #COLLECTIONS} in a row have to agree. It has room again when a
 * collection leaves clearly less. For one thread.
 */
final class FullHeap {

	private static final double FULL = 0.9;

	private static final double ROOM = 0.85;

	private static final int COLLECTIONS = 5;

	private int above;

	private boolean full;

	private double share;

	/**
	 * Takes in a collection.
	 * @param max largest heap; where it is unknown no heap is full
	 */
	void observe(LiveHeap collection, Reading max) {
		if (max.isAvailable() && max.bytes() > 0 && collection.used().isAvailable()) {
			observe(collection.used().bytes() / (double) max.bytes(), collection.quality());
		}
	}

	boolean isFull() {
		return this.full;
	}

	/** Of the largest heap, after the last collection. */
	double share() {
		return this.share;
	}

	private void observe(double share, LiveHeap.Quality quality) {
		this.share = share;
		this.above = (share >= FULL) ? this.above + 1 : 0;
		if (share < ROOM) {
			this.full = false;
		}
		else if (this.above >= COLLECTIONS || (this.above > 0 && quality == LiveHeap.Quality.FULL)) {
			this.full = true;
		}
	}

}
