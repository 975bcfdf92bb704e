package io.memprof.demo.order;

import jakarta.persistence.Embeddable;

/**
 * One coffee of an order.
 *
 * @param productId which coffee
 * @param quantity how many bags
 * @param cents the price of all these bags
 */
@Embeddable
public record OrderLine(long productId, int quantity, long cents) {

}
