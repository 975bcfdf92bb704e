package io.memprof.benchmarks.corpus.healthy;

import java.util.LinkedHashMap;
import java.util.Map;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * The cache of the LinkedHashMap documentation, filling for a while and then full.
 */
@Load(perSecond = 300, churn = 40)
public final class LeastRecentlyUsed implements Program {

	private static final int MOST = 12_000;

	private final Map<String, String> pages = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
			return size() > MOST;
		}

	};

	@Override
	public synchronized void serve(long millis) {
		this.pages.put(Texts.ofLength(20), Texts.ofLength(4_000));
	}

}
