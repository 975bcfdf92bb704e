package io.memprof.demo.order;

import java.util.List;

/**
 * What the customer gets back.
 *
 * @param number the number of the order
 * @param totalCents what to pay
 * @param lines the coffees, each with its price
 */
record OrderConfirmation(long number, long totalCents, List<OrderLine> lines) {

	static OrderConfirmation of(Order order) {
		return new OrderConfirmation(order.id(), order.totalCents(), order.lines());
	}

}
