package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayDeque;
import java.util.Deque;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Requests stay for five seconds, and their number swings with a period of forty.
 */
@Load(perSecond = 200)
public final class TidesOfLoad implements Program {

	private static final long LIFE_MILLIS = 5_000;

	private static final double PERIOD_MILLIS = 40_000;

	private final Deque<Request> running = new ArrayDeque<>();

	@Override
	public synchronized void serve(long millis) {
		while (!this.running.isEmpty() && this.running.getFirst().begun() < millis - LIFE_MILLIS) {
			this.running.remove();
		}
		double tide = 1 - Math.cos(2 * Math.PI * millis / PERIOD_MILLIS);
		for (int i = 0; i < Math.round(4 * tide); i++) {
			this.running.add(new Request(millis, Texts.ofLength(6_000)));
		}
	}

	private record Request(long begun, String body) {
	}

}
