package io.memprof.benchmarks.overhead;

import java.nio.file.Path;
import java.util.List;

/**
 * One way to run the application.
 *
 * @param name as the table has it
 * @param jar of the application
 * @param jvmArguments beside those of all variants
 * @param arguments of the application, beside those of all variants
 */
record Variant(String name, Path jar, List<String> jvmArguments, List<String> arguments) {

	static Variant of(String name, Path jar) {
		return new Variant(name, jar, List.of(), List.of());
	}

}
