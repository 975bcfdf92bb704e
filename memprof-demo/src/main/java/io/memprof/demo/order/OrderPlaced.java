package io.memprof.demo.order;

import java.util.List;

/**
 * A customer placed an order.
 *
 * @param order the order
 * @param calculation how its price came about
 */
public record OrderPlaced(Order order, List<PriceStep> calculation) {

}
