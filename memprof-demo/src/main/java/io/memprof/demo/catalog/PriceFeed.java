package io.memprof.demo.catalog;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

/**
 * Tells its listeners when a price changes. Who subscribes has to unsubscribe.
 */
@Component
public class PriceFeed {

	private final Set<PriceListener> listeners = ConcurrentHashMap.newKeySet();

	public void subscribe(PriceListener listener) {
		this.listeners.add(listener);
	}

	public void unsubscribe(PriceListener listener) {
		this.listeners.remove(listener);
	}

	public void unsubscribeAll(Class<? extends PriceListener> type) {
		this.listeners.removeIf(type::isInstance);
	}

	public int subscribers(Class<? extends PriceListener> type) {
		return (int) this.listeners.stream().filter(type::isInstance).count();
	}

	void publish(ProductView product) {
		this.listeners.forEach((listener) -> listener.priceChanged(product));
	}

}
