/**
 * What memprof costs: one tick, the meters, start-up, and the memory it holds.
 */
@NullMarked
package io.memprof.benchmarks;

import org.jspecify.annotations.NullMarked;
