package io.memprof.benchmarks.corpus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a program is put under.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Load {

	/** Requests a second. */
	double perSecond();

	/** Maximum of the heap in units of 2^20 bytes. */
	int heap() default 256;

	/** Short-lived objects that others allocate meanwhile, in 10^6 bytes a second. */
	int churn() default 15;

}
