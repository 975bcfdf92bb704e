package io.memprof.demo.catalog;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Coffee is traded: once a second one price moves.
 */
@Component
class CoffeeExchange {

	private static final int PRODUCTS = 400;

	private final CatalogService catalog;

	private final PriceFeed feed;

	CoffeeExchange(CatalogService catalog, PriceFeed feed) {
		this.catalog = catalog;
		this.feed = feed;
	}

	@Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
	void movePrice() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		this.feed.publish(this.catalog.reprice(random.nextLong(1, PRODUCTS + 1), random.nextLong(900, 3_900)));
	}

}
