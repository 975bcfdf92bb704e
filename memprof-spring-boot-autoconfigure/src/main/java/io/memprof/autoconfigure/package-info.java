/**
 * Spring Boot wiring: properties, the beans, sampling on memprof's own thread, log lines,
 * the event and the actuator endpoint. Each {@code …AutoConfiguration} is a list of beans
 * that an application may replace; together they are the table of contents.
 */
@NullMarked
package io.memprof.autoconfigure;

import org.jspecify.annotations.NullMarked;
