package io.memprof.leak;

import org.jspecify.annotations.Nullable;

/**
 * Names the bean that an object on a reference chain is, by its class.
 */
@FunctionalInterface
public interface BeanNames {

	/** No container, no names. */
	BeanNames NONE = (className) -> null;

	/**
	 * The name of the bean of that class, or {@code null} when there is none or more than
	 * one. Creates no bean.
	 * @param className binary name
	 */
	@Nullable String beanOf(String className);

}
