package io.memprof.snapshot;

import java.lang.management.MemoryUsage;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.memprof.snapshot.LiveHeap.Quality;

/**
 * Tells how good the occupancy after a collection is as a measure of live memory.
 * <p>
 * G1 reports young and mixed collections under one name; only a mixed one empties old
 * regions. A shrinking old generation is not enough to know it by: humongous objects
 * count as old, and young collections reclaim dead ones early. So a mixed collection is
 * one where the old generation shrank, for another cause than a humongous allocation
 * (which starts marking, never evacuates old regions) and, where the JVM tells (JDK 20
 * and later), after a marking and before the first collection that empties no old region
 * again. Before JDK 20 a young collection that reclaims humongous objects may pass for
 * mixed. A mixed collection that promotes more than it frees passes for young.
 * <p>
 * Not safe for use by several threads.
 */
final class CollectionQuality {

	private static final Set<String> OLD_POOLS = Set.of("G1 Old Gen", "Shenandoah Old Gen");

	private final GarbageCollector collector;

	private final boolean markingIsTold;

	private boolean marked;

	private boolean mixed;

	CollectionQuality(GarbageCollector collector, Collection<String> beanNames) {
		this.collector = collector;
		this.markingIsTold = beanNames.contains("G1 Concurrent GC");
	}

	/** The quality, {@link Quality#NONE} when its sizes are no occupancy. */
	Quality of(GarbageCollection collection) {
		return switch (this.collector.meaning(collection.beanName(), collection.action())) {
			case YOUNG -> Quality.YOUNG;
			case OLD -> Quality.OLD;
			case FULL -> afterFull();
			case OLD_IF_IT_SHRANK -> isOld(collection) ? Quality.OLD : Quality.YOUNG;
			case MARKING -> afterMarking();
			case PAUSE -> Quality.NONE;
		};
	}

	private Quality afterFull() {
		this.marked = false;
		return Quality.FULL;
	}

	private Quality afterMarking() {
		this.marked = true;
		this.mixed = false;
		return Quality.NONE;
	}

	private boolean isOld(GarbageCollection collection) {
		long before = oldUsed(collection.before());
		if (before < 0) {
			// one generation: everything was looked at
			return true;
		}
		if (collection.cause().equals("G1 Humongous Allocation")) {
			return false;
		}
		boolean shrank = oldUsed(collection.after()) < before;
		if (!this.markingIsTold) {
			return shrank;
		}
		boolean old = shrank && this.marked;
		if (this.mixed && !shrank) {
			this.marked = false;
		}
		this.mixed = old;
		return old;
	}

	/** Bytes in the old generation, -1 when there is none. */
	private static long oldUsed(Map<String, MemoryUsage> usages) {
		for (Map.Entry<String, MemoryUsage> usage : usages.entrySet()) {
			if (OLD_POOLS.contains(usage.getKey())) {
				return usage.getValue().getUsed();
			}
		}
		return -1;
	}

}
