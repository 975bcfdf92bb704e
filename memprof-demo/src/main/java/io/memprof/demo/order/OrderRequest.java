package io.memprof.demo.order;

import java.util.List;

/**
 * What a customer sends to order.
 *
 * @param customerId who orders
 * @param items what
 */
record OrderRequest(long customerId, List<Item> items) {

	record Item(long productId, int quantity) {
	}

}
