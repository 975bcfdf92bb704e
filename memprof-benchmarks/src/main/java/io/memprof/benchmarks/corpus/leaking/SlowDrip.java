package io.memprof.benchmarks.corpus.leaking;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Fifty kilobytes a second, beside two hundred times as much that is no leak.
 */
@Load(perSecond = 50, heap = 128, churn = 10)
@Leaks(what = "SlowDrip\\$Attempt\\b", who = "SlowDrip\\.(attempts)?")
public final class SlowDrip implements Program {

	private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

	@Override
	public void serve(long millis) {
		String address = Texts.ofLength(15);
		this.attempts.merge(address, new Attempt(address, new long[100]), (before, now) -> now);
	}

	private record Attempt(String address, long[] times) {
	}

}
