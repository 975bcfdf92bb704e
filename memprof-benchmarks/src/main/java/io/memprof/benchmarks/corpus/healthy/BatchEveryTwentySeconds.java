package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayList;
import java.util.List;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * A batch is gathered for twenty seconds, written and dropped.
 */
@Load(perSecond = 300, churn = 40)
public final class BatchEveryTwentySeconds implements Program {

	private static final long LENGTH_MILLIS = 20_000;

	private List<Row> batch = new ArrayList<>();

	private long ends = LENGTH_MILLIS;

	@Override
	public synchronized void serve(long millis) {
		if (millis > this.ends) {
			this.batch = new ArrayList<>();
			this.ends += LENGTH_MILLIS;
		}
		this.batch.add(new Row(millis, Texts.ofLength(4_000)));
	}

	private record Row(long number, String text) {
	}

}
