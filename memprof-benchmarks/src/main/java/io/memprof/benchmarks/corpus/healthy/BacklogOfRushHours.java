package io.memprof.benchmarks.corpus.healthy;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * A queue fills for ten seconds and is emptied in the next ten, over and over.
 */
@Load(perSecond = 300)
public final class BacklogOfRushHours implements Program {

	private static final long HALF_MILLIS = 10_000;

	private final Queue<Order> backlog = new ConcurrentLinkedQueue<>();

	@Override
	public void serve(long millis) {
		boolean rush = millis / HALF_MILLIS % 2 == 0;
		this.backlog.add(new Order(millis, Texts.ofLength(4_000)));
		for (int i = 0; i < 3 && !rush; i++) {
			this.backlog.poll();
		}
	}

	private record Order(long at, String lines) {
	}

}
