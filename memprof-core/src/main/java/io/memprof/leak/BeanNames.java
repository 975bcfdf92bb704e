package io.memprof.leak;

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Names the bean that an object on a reference chain is, by its class, and shows the
 * beans that exist.
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

	/**
	 * Hands name and object of each singleton that exists to the visitor. Creates no bean
	 * and asks no factory bean for its product. May wait for a lock of the container.
	 */
	default void visitSingletons(BiConsumer<String, Object> visitor) {
	}

}
