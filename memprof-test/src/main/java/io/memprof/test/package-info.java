/**
 * Leak checks in JUnit tests: {@link io.memprof.test.LeakChecks} on the class and a
 * {@link io.memprof.test.LeakCheck} as parameter of the test method.
 */
@NullMarked
package io.memprof.test;

import org.jspecify.annotations.NullMarked;
