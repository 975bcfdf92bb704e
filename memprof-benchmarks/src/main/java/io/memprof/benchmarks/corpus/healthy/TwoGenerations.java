package io.memprof.benchmarks.corpus.healthy;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Known ids in two sets that take turns every fifteen seconds.
 */
@Load(perSecond = 500, churn = 40)
public final class TwoGenerations implements Program {

	private static final long TURN_MILLIS = 15_000;

	private Set<Long> current = new HashSet<>();

	private Set<Long> before = new HashSet<>();

	private long turns = TURN_MILLIS;

	@Override
	public synchronized void serve(long millis) {
		if (millis > this.turns) {
			this.before = this.current;
			this.current = new HashSet<>();
			this.turns += TURN_MILLIS;
		}
		for (int i = 0; i < 30; i++) {
			long id = ThreadLocalRandom.current().nextLong();
			if (!this.before.contains(id)) {
				this.current.add(id);
			}
		}
	}

}
