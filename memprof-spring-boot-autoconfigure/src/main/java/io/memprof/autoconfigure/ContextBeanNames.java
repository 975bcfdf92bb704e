package io.memprof.autoconfigure;

import java.lang.ref.WeakReference;
import java.util.function.BiConsumer;

import io.memprof.leak.BeanNames;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Names singletons of the application context by class, and visits them, without creating
 * any. A class that no bean or more than one has is not named.
 */
final class ContextBeanNames implements BeanNames {

	/** Weak, or every reference chain would lead through memprof. */
	private final WeakReference<ListableBeanFactory> beans;

	ContextBeanNames(ListableBeanFactory beans) {
		this.beans = new WeakReference<>(beans);
	}

	@Override
	public @Nullable String beanOf(String className) {
		ListableBeanFactory beans = this.beans.get();
		if (beans == null || className.startsWith("java.") || className.endsWith("[]")) {
			return null;
		}
		try {
			Class<?> type = ClassUtils.forName(className, ClassUtils.getDefaultClassLoader());
			String[] names = beans.getBeanNamesForType(type, false, false);
			return (names.length == 1) ? names[0] : null;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	/**
	 * A bean that is being created is left out: asking for it may expose it early.
	 */
	@Override
	public void visitSingletons(BiConsumer<String, Object> visitor) {
		if (this.beans.get() instanceof ConfigurableListableBeanFactory beans) {
			for (String name : beans.getSingletonNames()) {
				Object bean = beans.isCurrentlyInCreation(name) ? null : beans.getSingleton(name);
				if (bean != null) {
					visitor.accept(name, bean);
				}
			}
		}
	}

}
