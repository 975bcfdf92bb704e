package io.memprof.demo.catalog;

import java.util.Objects;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.stereotype.Component;

/**
 * Forgets a cached product when its price moves: a listener as it should be, registered
 * once and removed in the end.
 */
@Component
class CachedPrices implements PriceListener {

	private final PriceFeed feed;

	private final Cache products;

	CachedPrices(PriceFeed feed, CacheManager caches) {
		this.feed = feed;
		this.products = Objects.requireNonNull(caches.getCache("product"));
	}

	@PostConstruct
	void subscribe() {
		this.feed.subscribe(this);
	}

	@PreDestroy
	void unsubscribe() {
		this.feed.unsubscribe(this);
	}

	@Override
	public void priceChanged(ProductView product) {
		this.products.evict(product.id());
	}

}
