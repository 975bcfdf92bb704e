package io.memprof.test;

import java.lang.ref.WeakReference;

import io.memprof.leak.BeanNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.ClassUtils;

/**
 * Names singletons of the test's application context by class, without creating any. Only
 * this class knows Spring, so that it is not loaded where there is none.
 */
final class ContextBeanNames implements BeanNames {

	/** Weak, or every reference chain would lead through memprof. */
	private final WeakReference<ListableBeanFactory> beans;

	private ContextBeanNames(ListableBeanFactory beans) {
		this.beans = new WeakReference<>(beans);
	}

	static BeanNames of(ExtensionContext context) {
		return new ContextBeanNames(SpringExtension.getApplicationContext(context));
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

}
