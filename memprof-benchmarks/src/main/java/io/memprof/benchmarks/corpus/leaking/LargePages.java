package io.memprof.benchmarks.corpus.leaking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Rendered pages of some megabytes, kept for printing them once more.
 */
@Load(perSecond = 0.8, heap = 512, churn = 30)
@Leaks(what = { "LargePages\\$Page\\b", "int\\[\\]|\\[I" }, who = "LargePages\\.(printed)?")
public final class LargePages implements Program {

	private final List<Page> printed = new ArrayList<>();

	@Override
	public synchronized void serve(long millis) {
		this.printed.add(new Page(millis, new int[ThreadLocalRandom.current().nextInt(400_000, 900_000)]));
	}

	private record Page(long number, int[] pixels) {
	}

}
