package io.memprof.benchmarks.corpus.leaking;

import java.util.ArrayList;
import java.util.List;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * A job that runs every eight seconds keeps the results of all its runs.
 */
@Load(perSecond = 0.125)
@Leaks(what = "BurstsKept\\$Result\\b", who = "BurstsKept\\.(RESULTS)?")
public final class BurstsKept implements Program {

	private static final List<Result> RESULTS = new ArrayList<>();

	@Override
	public void serve(long millis) {
		for (int i = 0; i < 8_000; i++) {
			add(new Result(i, Texts.ofLength(900)));
		}
	}

	private static synchronized void add(Result result) {
		RESULTS.add(result);
	}

	private record Result(int number, String text) {
	}

}
