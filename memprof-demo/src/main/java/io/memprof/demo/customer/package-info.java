/**
 * Who buys: a customer signs in and sees a price list of their own.
 */
@NullMarked
package io.memprof.demo.customer;

import org.jspecify.annotations.NullMarked;
