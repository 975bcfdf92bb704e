package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayList;
import java.util.List;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * After a third of the run a catalogue is loaded within three seconds, and stays.
 */
@Load(perSecond = 200, heap = 384)
public final class StepAtAThird implements Program {

	private static final long FROM_MILLIS = 25_000;

	private static final int ITEMS = 40_000;

	private final List<Item> catalogue = new ArrayList<>();

	@Override
	public synchronized void serve(long millis) {
		for (int i = 0; i < 80 && millis > FROM_MILLIS && this.catalogue.size() < ITEMS; i++) {
			this.catalogue.add(new Item(this.catalogue.size(), Texts.ofLength(1_500)));
		}
	}

	private record Item(int number, String text) {
	}

}
