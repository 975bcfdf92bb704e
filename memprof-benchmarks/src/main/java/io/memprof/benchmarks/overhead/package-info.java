/**
 * What memprof costs an application under load, beside what a team would pick instead.
 */
@NullMarked
package io.memprof.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
