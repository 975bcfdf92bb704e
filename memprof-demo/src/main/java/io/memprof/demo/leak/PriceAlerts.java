package io.memprof.demo.leak;

import io.memprof.demo.catalog.PriceFeed;
import io.memprof.demo.catalog.PriceListener;
import io.memprof.demo.catalog.ProductView;
import io.memprof.demo.customer.PriceList;
import io.memprof.demo.customer.SignedIn;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A listener for every session, and nobody who unregisters it when the session ends.
 */
@Component
class PriceAlerts extends Leak {

	private final PriceFeed feed;

	PriceAlerts(PriceFeed feed) {
		super("listener", "a price alert for every session, registered and never removed");
		this.feed = feed;
	}

	@EventListener
	void watch(SignedIn customer) {
		if (leaking()) {
			this.feed.subscribe(new PriceAlert(customer.priceList()));
		}
	}

	@Override
	int kept() {
		return this.feed.subscribers(PriceAlert.class);
	}

	@Override
	void release() {
		this.feed.unsubscribeAll(PriceAlert.class);
	}

	static final class PriceAlert implements PriceListener {

		private final PriceList seen;

		private volatile boolean outdated;

		PriceAlert(PriceList seen) {
			this.seen = seen;
		}

		@Override
		public void priceChanged(ProductView product) {
			this.outdated |= this.seen.prices().stream().anyMatch((price) -> price.productId() == product.id());
		}

	}

}
