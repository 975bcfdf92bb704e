package io.memprof.benchmarks.corpus.healthy;

import java.util.HashMap;
import java.util.Map;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Sixty megabytes of reference data are read in the first eight seconds.
 */
@Load(perSecond = 200)
public final class ReferenceDataAtStart implements Program {

	private static final int PLACES = 40_000;

	private final Map<Integer, Place> places = new HashMap<>();

	@Override
	public synchronized void serve(long millis) {
		for (int i = 0; i < 30 && this.places.size() < PLACES; i++) {
			this.places.put(this.places.size(), new Place(Texts.ofLength(30), Texts.ofLength(1_400)));
		}
	}

	private record Place(String name, String outline) {
	}

}
