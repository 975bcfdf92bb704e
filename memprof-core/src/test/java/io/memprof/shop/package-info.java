/**
 * A small application for the child JVMs of {@code LeakDetectionTests}. Outside the
 * packages that the detector takes for its own.
 */
@NullMarked
package io.memprof.shop;

import org.jspecify.annotations.NullMarked;
