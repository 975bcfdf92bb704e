/**
 * The front door: {@link io.memprof.MemoryProfiler} and the steps of one tick.
 */
@NullMarked
package io.memprof;

import org.jspecify.annotations.NullMarked;
