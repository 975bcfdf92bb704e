package io.memprof.test;

import java.lang.ref.WeakReference;
import java.util.Arrays;

import io.memprof.leak.BeanNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.ClassUtils;

/**
 * Names singletons of the test's application context by class, without creating any.
 */
final class TestBeanNames implements BeanNames {

	private static final String SPRING = "org.springframework.test.context.junit.jupiter.SpringExtension";

	/** Weak, or every reference chain would lead through memprof. */
	private final WeakReference<ListableBeanFactory> beans;

	private TestBeanNames(ListableBeanFactory beans) {
		this.beans = new WeakReference<>(beans);
	}

	/**
	 * The names in the context of a Spring test; none for any other test, with Spring on
	 * the class path or without.
	 */
	static BeanNames of(ExtensionContext context) {
		boolean spring = context.getEnclosingTestClasses().stream().anyMatch(TestBeanNames::isSpringTest)
				|| isSpringTest(context.getRequiredTestClass());
		return spring ? new TestBeanNames(SpringExtension.getApplicationContext(context)) : BeanNames.NONE;
	}

	private static boolean isSpringTest(Class<?> testClass) {
		return AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class)
			.stream()
			.flatMap((annotation) -> Arrays.stream(annotation.value()))
			.anyMatch((extension) -> extension.getName().equals(SPRING));
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
