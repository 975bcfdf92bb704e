package io.memprof.benchmarks.corpus.leaking;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;

/**
 * A method that is cached by a filter object without equals, in the cache that Spring
 * takes when none is named.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
@Load(perSecond = 200, churn = 40)
@Leaks(what = { "CacheableByFilter\\$(Filter|Offer)\\b", "SimpleKey" }, who = { "ConcurrentMapCache", "cacheManager" })
public class CacheableByFilter implements Program {

	private final ObjectProvider<Offers> offers;

	CacheableByFilter(ObjectProvider<Offers> offers) {
		this.offers = offers;
	}

	@Bean
	static ConcurrentMapCacheManager cacheManager() {
		return new ConcurrentMapCacheManager();
	}

	@Bean
	static Offers cachedOffers() {
		return (filter) -> new Offer(filter.category, Texts.ofLength(5_000));
	}

	@Override
	public void serve(long millis) {
		this.offers.getObject().find(new Filter((int) millis % 12));
	}

	interface Offers {

		@Cacheable("offers")
		Offer find(Filter filter);

	}

	static final class Filter {

		private final int category;

		Filter(int category) {
			this.category = category;
		}

	}

	record Offer(int category, String text) {
	}

}
