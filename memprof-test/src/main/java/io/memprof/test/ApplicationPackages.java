package io.memprof.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The packages of the application under test: those whose classes lie in directories of
 * the class path, as build tools lay out the module that they build, and that of the test
 * class. Libraries lie in jars.
 */
final class ApplicationPackages {

	private static final int MAX_PACKAGES = 50;

	private static final int MAX_DEPTH = 8;

	private ApplicationPackages() {
	}

	static List<String> of(Class<?> testClass) {
		return of(testClass, System.getProperty("java.class.path", ""));
	}

	static List<String> of(Class<?> testClass, String classPath) {
		Set<String> packages = new LinkedHashSet<>();
		for (String entry : classPath.split(File.pathSeparator)) {
			Path root = Path.of(entry);
			if (!entry.isEmpty() && Files.isDirectory(root)) {
				collect(root, root, packages);
			}
		}
		if (!testClass.getPackageName().isEmpty()) {
			packages.add(testClass.getPackageName());
		}
		return List.copyOf(packages);
	}

	/** Descends to the first package of each branch that has classes. */
	private static void collect(Path root, Path directory, Set<String> packages) {
		try (Stream<Path> children = Files.list(directory)) {
			List<Path> all = children.sorted().toList();
			boolean named = !directory.equals(root);
			if (named && all.stream().anyMatch((file) -> file.toString().endsWith(".class"))) {
				packages.add(root.relativize(directory).toString().replace(File.separatorChar, '.'));
				return;
			}
			for (Path child : all) {
				boolean deeper = root.relativize(child).getNameCount() <= MAX_DEPTH && packages.size() < MAX_PACKAGES;
				if (deeper && Files.isDirectory(child) && !child.endsWith("META-INF")) {
					collect(root, child, packages);
				}
			}
		}
		catch (IOException ex) {
			// a directory that cannot be read has no classes for the JVM either
			return;
		}
	}

}
