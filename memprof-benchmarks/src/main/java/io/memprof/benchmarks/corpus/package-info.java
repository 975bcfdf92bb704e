/**
 * How often the verdict is right: small programs that leak and that only look so, each
 * with its answer, run under memprof and judged.
 */
@NullMarked
package io.memprof.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
