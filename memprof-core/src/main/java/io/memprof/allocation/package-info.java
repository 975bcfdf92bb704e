/**
 * Who allocates: components, operations, classes and sites, from JDK Flight Recorder.
 */
@NullMarked
package io.memprof.allocation;

import org.jspecify.annotations.NullMarked;
