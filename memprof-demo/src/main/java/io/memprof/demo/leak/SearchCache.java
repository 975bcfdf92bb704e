package io.memprof.demo.leak;

import io.memprof.demo.catalog.CatalogSearched;

import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A cache without a bound, and a key that forgot {@code equals} and {@code hashCode}: it
 * never hits, and grows with each search.
 */
@Component
class SearchCache extends Leak {

	private final ConcurrentMapCache results = new ConcurrentMapCache("searches");

	SearchCache() {
		super("cache-key", "a search cache that never finds its keys again");
	}

	@EventListener
	void cache(CatalogSearched search) {
		if (leaking()) {
			this.results.get(new SearchKey(search.text()), search::found);
		}
	}

	@Override
	int kept() {
		return this.results.getNativeCache().size();
	}

	@Override
	void release() {
		this.results.clear();
	}

	private static final class SearchKey {

		private final String text;

		SearchKey(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
