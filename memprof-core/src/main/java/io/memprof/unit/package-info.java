/**
 * Numbers that know their unit, and what to say when there is none.
 */
@NullMarked
package io.memprof.unit;

import org.jspecify.annotations.NullMarked;
