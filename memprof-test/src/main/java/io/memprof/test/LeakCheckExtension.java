package io.memprof.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link LeakCheck} to each test method that asks for one.
 */
final class LeakCheckExtension implements ParameterResolver {

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == LeakCheck.class && context.getTestMethod().isPresent();
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return LeakCheck.of(ApplicationPackages.of(context.getRequiredTestClass()), TestBeanNames.of(context),
				(note) -> context.publishReportEntry("memprof", note));
	}

}
