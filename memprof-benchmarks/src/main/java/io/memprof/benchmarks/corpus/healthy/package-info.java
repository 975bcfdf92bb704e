/**
 * Programs that do not leak, though their memory grows for a while, swings or is full.
 */
@NullMarked
package io.memprof.benchmarks.corpus.healthy;

import org.jspecify.annotations.NullMarked;
