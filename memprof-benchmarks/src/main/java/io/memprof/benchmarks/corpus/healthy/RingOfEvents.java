package io.memprof.benchmarks.corpus.healthy;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The latest six thousand events; the ring is full after twenty seconds.
 */
@Load(perSecond = 300)
public final class RingOfEvents implements Program {

	private final @Nullable Event[] ring = new Event[6_000];

	private int next;

	@Override
	public synchronized void serve(long millis) {
		this.ring[this.next] = new Event(millis, Texts.ofLength(4_000));
		this.next = (this.next + 1) % this.ring.length;
	}

	private record Event(long at, String text) {
	}

}
