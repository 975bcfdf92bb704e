package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayList;
import java.util.List;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * A hundred megabytes a second and nothing kept.
 */
@Load(perSecond = 500, heap = 128, churn = 40)
public final class MuchGarbage implements Program {

	private volatile int checksum;

	@Override
	public void serve(long millis) {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			lines.add("line " + i + " of " + millis + " and a little more, so that it takes a hundred bytes");
		}
		this.checksum = String.join("\n", lines).hashCode();
	}

}
