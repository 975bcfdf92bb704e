/**
 * The sales report: a job that needs a lot of memory, and gives it back.
 */
@NullMarked
package io.memprof.demo.report;

import org.jspecify.annotations.NullMarked;
