package io.memprof.snapshot;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The garbage collectors of OpenJDK, and what the notifications of their MXBeans tell
 * about live memory. Names as in the JDK's sources.
 */
public enum GarbageCollector {

	/** One thread, stop the world. */
	SERIAL(Map.of("Copy", Meaning.YOUNG, "MarkSweepCompact", Meaning.FULL)),
	/** Many threads, stop the world. */
	PARALLEL(Map.of("PS Scavenge", Meaning.YOUNG, "PS MarkSweep", Meaning.FULL)),
	/** Garbage first; tells the end of marking since JDK 20. */
	G1(Map.of("G1 Young Generation", Meaning.OLD_IF_IT_SHRANK, "G1 Old Generation", Meaning.FULL, "G1 Concurrent GC",
			Meaning.MARKING)),
	/** Without generations: the only ZGC before JDK 21. */
	ZGC(Map.of("ZGC Cycles", Meaning.OLD, "ZGC Pauses", Meaning.PAUSE)),
	/**
	 * With generations. {@code jdk.OldObjectSample} must stay off here: its weak handles
	 * keep dead objects alive
	 * (<a href="https://bugs.openjdk.org/browse/JDK-8382740">JDK-8382740</a>).
	 */
	GENERATIONAL_ZGC(Map.of("ZGC Minor Cycles", Meaning.YOUNG, "ZGC Minor Pauses", Meaning.PAUSE, "ZGC Major Cycles",
			Meaning.OLD, "ZGC Major Pauses", Meaning.PAUSE)),
	/**
	 * With or without generations: the names are the same. {@code jdk.OldObjectSample}
	 * must stay off here: its walk uses the mark words of objects, which this collector
	 * needs itself, and since JDK 24 the event never comes
	 * (<a href="https://bugs.openjdk.org/browse/JDK-8279016">JDK-8279016</a>).
	 */
	SHENANDOAH(Map.of("Shenandoah Cycles", Meaning.OLD_IF_IT_SHRANK, "Shenandoah Pauses", Meaning.PAUSE)),
	/** Never collects. */
	EPSILON(Map.of("Epsilon Heap", Meaning.PAUSE)),
	/** Not of OpenJDK, or newer than this version of memprof. */
	UNKNOWN(Map.of());

	private final Map<String, Meaning> meanings;

	GarbageCollector(Map<String, Meaning> meanings) {
		this.meanings = meanings;
	}

	/**
	 * The collector whose MXBeans have these names.
	 */
	static GarbageCollector of(Collection<String> beanNames) {
		for (GarbageCollector collector : values()) {
			if (!beanNames.isEmpty() && collector.meanings.keySet().containsAll(beanNames)) {
				return collector;
			}
		}
		return UNKNOWN;
	}

	/**
	 * Whether Linux counts the heap as shared instead of private memory. Both kinds of
	 * ZGC map the heap from a memory file.
	 */
	boolean keepsHeapInSharedMemory() {
		return this == ZGC || this == GENERATIONAL_ZGC;
	}

	/**
	 * Why JFR's old-object sampler is left off under this collector, or {@code null}
	 * where it serves. docs/decisions/006 has what was measured.
	 */
	public @Nullable String noOldObjects() {
		return switch (this) {
			case GENERATIONAL_ZGC -> "JFR's old-object sampler slows generational ZGC down (JDK-8382740)";
			case SHENANDOAH -> "JFR's old-object sampler does not work with Shenandoah (JDK-8279016)";
			case ZGC -> "under ZGC JFR's old-object sampler keeps next to nothing of what survives";
			default -> null;
		};
	}

	/**
	 * What a notification means.
	 * @param beanName of the MXBean that sent it
	 * @param action that it tells
	 */
	Meaning meaning(String beanName, String action) {
		Meaning otherwise = action.equals("end of major GC") ? Meaning.OLD : Meaning.YOUNG;
		return this.meanings.getOrDefault(beanName, otherwise);
	}

	/** What the occupancy in a notification stands for. */
	enum Meaning {

		/** After a young collection. */
		YOUNG,
		/** After a collection that looked at old objects too. */
		OLD,
		/** After a compaction of the whole heap. */
		FULL,
		/** Young and mixed collections under one name. */
		OLD_IF_IT_SHRANK,
		/**
		 * Old regions have been marked, nothing moved yet: the heap is full of garbage.
		 */
		MARKING,
		/** A phase of a concurrent cycle: all sizes are zero. */
		PAUSE

	}

}
