package io.memprof.test;

import java.util.Arrays;

import io.memprof.leak.BeanNames;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Hands a {@link LeakCheck} to each test method that asks for one.
 */
final class LeakCheckExtension implements ParameterResolver {

	private static final String SPRING = "org.springframework.test.context.junit.jupiter.SpringExtension";

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == LeakCheck.class && context.getTestMethod().isPresent();
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> testClass = context.getRequiredTestClass();
		return LeakCheck.of(ApplicationPackages.of(testClass),
				isSpringTest(testClass) ? ContextBeanNames.of(context) : BeanNames.NONE,
				(note) -> context.publishReportEntry("memprof", note));
	}

	/** A nested class belongs to the test around it. */
	private static boolean isSpringTest(Class<?> testClass) {
		Class<?> around = testClass.getEnclosingClass();
		return (around != null && isSpringTest(around))
				|| AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class)
					.stream()
					.flatMap((annotation) -> Arrays.stream(annotation.value()))
					.anyMatch((extension) -> extension.getName().equals(SPRING));
	}

}
