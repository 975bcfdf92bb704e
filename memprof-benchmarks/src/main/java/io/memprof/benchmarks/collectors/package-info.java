/**
 * Whether memprof is right under every collector: one program whose live set is known, in
 * all of them.
 */
@NullMarked
package io.memprof.benchmarks.collectors;

import org.jspecify.annotations.NullMarked;
