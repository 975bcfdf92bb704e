package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayDeque;
import java.util.Deque;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Calls of the last eighteen seconds are counted; the window is trimmed with each call.
 */
@Load(perSecond = 300)
public final class SlidingWindow implements Program {

	private static final long LENGTH_MILLIS = 18_000;

	private final Deque<Call> window = new ArrayDeque<>();

	@Override
	public synchronized void serve(long millis) {
		while (!this.window.isEmpty() && this.window.getFirst().at() < millis - LENGTH_MILLIS) {
			this.window.remove();
		}
		this.window.add(new Call(millis, Texts.ofLength(3_000)));
	}

	private record Call(long at, String arguments) {
	}

}
