/**
 * What memory is in use now, and the limit that binds first.
 */
@NullMarked
package io.memprof.snapshot;

import org.jspecify.annotations.NullMarked;
