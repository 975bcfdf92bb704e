package io.memprof.snapshot;

import java.time.Instant;

import io.memprof.unit.Reading;

/**
 * Heap occupancy right after a collection: what the collector could not free.
 *
 * @param used bytes in all heap pools after the collection; unavailable before the first
 * one
 * @param quality how close that is to the objects really reachable
 * @param at end of that collection, or the epoch before the first one
 */
public record LiveHeap(Reading used, Quality quality, Instant at) {

	/**
	 * Before the first collection.
	 */
	public static final LiveHeap NONE = new LiveHeap(Reading.unavailable("no garbage collection has run yet"),
			Quality.NONE, Instant.EPOCH);

	/**
	 * What kind of collection preceded the reading. Later constants are closer to the
	 * truth.
	 */
	public enum Quality {

		/** No collection yet. */
		NONE,
		/**
		 * Young generation only: includes dead objects that were promoted, so it is an
		 * upper bound.
		 */
		YOUNG,
		/** Old regions were collected too (G1 mixed, ZGC major, Shenandoah cycle). */
		OLD,
		/** The whole heap was compacted: exact but for objects allocated since. */
		FULL

	}

}
