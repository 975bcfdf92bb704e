package io.memprof.autoconfigure;

import io.memprof.leak.BeanNames;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Names singletons of the application context by class, without creating any. A class
 * that no bean or more than one has is not named.
 */
final class ContextBeanNames implements BeanNames {

	private final ListableBeanFactory beans;

	ContextBeanNames(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public @Nullable String beanOf(String className) {
		if (className.startsWith("java.") || className.endsWith("[]")) {
			return null;
		}
		try {
			Class<?> type = ClassUtils.forName(className, ClassUtils.getDefaultClassLoader());
			String[] names = this.beans.getBeanNamesForType(type, false, false);
			return (names.length == 1) ? names[0] : null;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

}
