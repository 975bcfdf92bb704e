/**
 * Does it leak, and what: the evidence, the verdict and the potential leaks.
 */
@NullMarked
package io.memprof.leak;

import org.jspecify.annotations.NullMarked;
