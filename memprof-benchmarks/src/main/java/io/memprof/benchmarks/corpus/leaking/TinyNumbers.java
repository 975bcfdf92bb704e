package io.memprof.benchmarks.corpus.leaking;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ThreadLocalRandom;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * A sorted set of numbers already seen.
 */
@Load(perSecond = 500, heap = 192)
@Leaks(what = "java\\.lang\\.Long\\b", who = { "ConcurrentSkipList(Set|Map)", "TinyNumbers\\.(seen)?" })
public final class TinyNumbers implements Program {

	private final Set<Long> seen = new ConcurrentSkipListSet<>();

	@Override
	public void serve(long millis) {
		for (int i = 0; i < 30; i++) {
			this.seen.add(ThreadLocalRandom.current().nextLong());
		}
	}

}
