package io.memprof.demo.customer;

import java.util.List;

/**
 * The prices that one customer gets today.
 *
 * @param customer the name of the customer
 * @param prices the whole catalog
 */
public record PriceList(String customer, List<Price> prices) {

	/**
	 * One line of the list.
	 *
	 * @param productId the coffee
	 * @param name its name
	 * @param listCents what everybody pays
	 * @param cents what this customer pays
	 */
	public record Price(long productId, String name, long listCents, long cents) {
	}

}
