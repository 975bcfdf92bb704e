package io.memprof.benchmarks.corpus.leaking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A cache of search results that nobody gave a maximum.
 */
@Load(perSecond = 250, heap = 384, churn = 40)
@Leaks(what = { "CaffeineWithoutMaximum\\$Hit\\b", "com\\.github\\.benmanes\\.caffeine\\.cache\\.PS" },
		who = { "com\\.github\\.benmanes\\.caffeine", "CaffeineWithoutMaximum\\.(results)?" })
public final class CaffeineWithoutMaximum implements Program {

	private final Cache<String, Hit> results = Caffeine.newBuilder().build();

	private volatile @Nullable Hit latest;

	@Override
	public void serve(long millis) {
		this.latest = this.results.get(Texts.ofLength(20), (query) -> new Hit(query, new double[400]));
	}

	private record Hit(String query, double[] scores) {
	}

}
