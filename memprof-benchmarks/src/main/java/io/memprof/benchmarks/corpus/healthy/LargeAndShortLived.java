package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Arrays of some megabytes, of which the last six are in use.
 */
@Load(perSecond = 12, heap = 384)
public final class LargeAndShortLived implements Program {

	private final Deque<int[]> rendering = new ArrayDeque<>();

	@Override
	public synchronized void serve(long millis) {
		this.rendering.add(new int[ThreadLocalRandom.current().nextInt(300_000, 1_000_000)]);
		if (this.rendering.size() > 6) {
			this.rendering.remove();
		}
	}

}
