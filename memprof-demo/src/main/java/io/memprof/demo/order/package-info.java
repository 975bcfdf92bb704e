/**
 * Orders, and how their price comes about.
 */
@NullMarked
package io.memprof.demo.order;

import org.jspecify.annotations.NullMarked;
