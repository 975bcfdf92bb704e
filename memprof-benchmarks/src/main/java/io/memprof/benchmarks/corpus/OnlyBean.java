package io.memprof.benchmarks.corpus;

import java.util.function.BiConsumer;

import io.memprof.leak.BeanNames;
import org.jspecify.annotations.Nullable;

/**
 * The program as the one bean there is, as a component of an application would be.
 */
record OnlyBean(Program program) implements BeanNames {

	private static final String NAME = "program";

	@Override
	public @Nullable String beanOf(String className) {
		return className.equals(this.program.getClass().getName()) ? NAME : null;
	}

	@Override
	public void visitSingletons(BiConsumer<String, Object> visitor) {
		visitor.accept(NAME, this.program);
	}

}
