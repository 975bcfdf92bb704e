package io.memprof.demo.catalog;

/**
 * Wants to know when a price changes.
 */
public interface PriceListener {

	void priceChanged(ProductView product);

}
