/**
 * What a person reads: the report and its JSON shape.
 */
@NullMarked
package io.memprof.report;

import org.jspecify.annotations.NullMarked;
