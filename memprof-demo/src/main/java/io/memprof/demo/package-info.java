/**
 * A small coffee wholesaler that leaks on purpose: start with
 * {@link io.memprof.demo.DemoApplication}, and choose a leak in {@code leak}.
 */
@NullMarked
package io.memprof.demo;

import org.jspecify.annotations.NullMarked;
