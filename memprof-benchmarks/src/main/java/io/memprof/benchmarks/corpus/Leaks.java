package io.memprof.benchmarks.corpus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.memprof.leak.LeakKind;

/**
 * The answer to a program that leaks, as regular expressions of which one has to be found
 * in the report.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Leaks {

	LeakKind kind() default LeakKind.HEAP;

	/** A class that accumulates and tells more than {@code byte[]} does. */
	String[] what();

	/** A frame that allocates what accumulates; none means any of the program's own. */
	String[] where() default {};

	/** What keeps it alive: the holder, its bean or a link of the chain. */
	String[] who();

}
