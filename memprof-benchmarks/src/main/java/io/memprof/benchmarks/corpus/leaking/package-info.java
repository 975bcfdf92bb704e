/**
 * Programs that leak as libraries and the JDK make it easy to.
 */
@NullMarked
package io.memprof.benchmarks.corpus.leaking;

import org.jspecify.annotations.NullMarked;
