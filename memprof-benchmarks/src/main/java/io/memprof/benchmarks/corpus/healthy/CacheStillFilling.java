package io.memprof.benchmarks.corpus.healthy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A cache with a maximum that it does not reach while it is watched.
 */
@Load(perSecond = 250, heap = 512)
public final class CacheStillFilling implements Program {

	private final Cache<String, double[]> results = Caffeine.newBuilder().maximumSize(60_000).build();

	private volatile double @Nullable [] latest;

	@Override
	public void serve(long millis) {
		this.latest = this.results.get(Texts.ofLength(20), (query) -> new double[400]);
	}

}
