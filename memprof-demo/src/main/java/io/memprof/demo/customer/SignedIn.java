package io.memprof.demo.customer;

import jakarta.servlet.http.HttpSession;

/**
 * A customer signed in.
 *
 * @param session the session that began
 * @param priceList what the customer sees
 */
public record SignedIn(HttpSession session, PriceList priceList) {

}
