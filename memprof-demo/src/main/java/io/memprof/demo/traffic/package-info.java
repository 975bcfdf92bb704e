/**
 * The shop's own customers, so that there is something to see without a load generator.
 */
@NullMarked
package io.memprof.demo.traffic;

import org.jspecify.annotations.NullMarked;
