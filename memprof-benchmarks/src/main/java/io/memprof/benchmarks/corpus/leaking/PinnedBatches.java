package io.memprof.benchmarks.corpus.leaking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * The first three lines of each import are kept for a preview: a view that pins the whole
 * list.
 */
@Load(perSecond = 8)
@Leaks(what = { "PinnedBatches\\$Line\\b", "java\\.util\\.(Array|RandomAccessSub|Sub)List(\\$SubList)?\\b" },
		who = { "PinnedBatches\\.(previews)?", "CopyOnWriteArrayList" })
public final class PinnedBatches implements Program {

	private final List<List<Line>> previews = new CopyOnWriteArrayList<>();

	@Override
	public void serve(long millis) {
		List<Line> lines = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			lines.add(new Line(i, Texts.ofLength(60)));
		}
		this.previews.add(lines.subList(0, 3));
	}

	private record Line(int number, String text) {
	}

}
