/**
 * What the shop sells, and at which price.
 */
@NullMarked
package io.memprof.demo.catalog;

import org.jspecify.annotations.NullMarked;
