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
 * (nearly all of those start a marking and move nothing old), and where the JVM tells the
 * marking (JDK 20 and later), after it, after the one collection that prepares, and
 * before the first that frees nothing old again.
 * <p>
 * Errors: before JDK 20 a young collection that reclaims humongous objects may pass for
 * mixed. A mixed collection that promotes more than it frees, or that a humongous
 * allocation caused, passes for young, the weaker claim.
 * <p>
 * Not safe for use by several threads.
 */
final class CollectionQuality {

	private static final Set<String> OLD_POOLS = Set.of("G1 Old Gen", "Shenandoah Old Gen");

	private final GarbageCollector collector;

	private final boolean markingIsTold;

	private Phase phase = Phase.YOUNG_ONLY;

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
		this.phase = Phase.YOUNG_ONLY;
		return Quality.FULL;
	}

	private Quality afterMarking() {
		this.phase = Phase.MARKED;
		return Quality.NONE;
	}

	private boolean isOld(GarbageCollection collection) {
		long before = oldUsed(collection.before());
		if (before < 0) {
			// one generation: everything was looked at
			return true;
		}
		boolean shrank = oldUsed(collection.after()) < before;
		boolean mixedPhase = !this.markingIsTold || advance(shrank) == Phase.MIXED;
		return shrank && mixedPhase && !collection.cause().equals("G1 Humongous Allocation");
	}

	/** The phase that this young or mixed collection belongs to. */
	private Phase advance(boolean shrank) {
		Phase current = this.phase;
		if (current == Phase.MARKED) {
			this.phase = Phase.MIXED;
		}
		else if (!shrank) {
			this.phase = Phase.YOUNG_ONLY;
		}
		return current;
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

	private enum Phase {

		YOUNG_ONLY, MARKED, MIXED

	}

}
