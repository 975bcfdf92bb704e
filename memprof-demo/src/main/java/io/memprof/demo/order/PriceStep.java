package io.memprof.demo.order;

import java.time.Instant;

/**
 * One step on the way from the list price to what the customer pays.
 *
 * @param productId the coffee
 * @param quantity how many bags of it
 * @param rule what was applied
 * @param before the price before this step, in cents
 * @param after the price after this step, in cents
 * @param at when
 */
public record PriceStep(long productId, int quantity, PriceRule rule, long before, long after, Instant at) {

}
