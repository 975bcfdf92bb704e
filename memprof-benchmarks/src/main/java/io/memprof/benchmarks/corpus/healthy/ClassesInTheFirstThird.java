package io.memprof.benchmarks.corpus.healthy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Classes are loaded as features are used for the first time, for a third of the run.
 */
@Load(perSecond = 20)
public final class ClassesInTheFirstThird implements Program {

	private static final double CLASSES_PER_MILLI = 0.025;

	private final List<String> classes;

	private final AtomicInteger loaded = new AtomicInteger();

	ClassesInTheFirstThird() throws Exception {
		Path caffeine = Path.of(Caffeine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		try (JarFile jar = new JarFile(caffeine.toFile())) {
			this.classes = jar.stream()
				.map((entry) -> entry.getName())
				.filter((name) -> name.matches("com/github/benmanes/caffeine/cache/\\w+\\.class"))
				.map((name) -> name.replace('/', '.').replace(".class", ""))
				.toList();
		}
	}

	@Override
	public void serve(long millis) throws ClassNotFoundException {
		while (this.loaded.get() < Math.min(this.classes.size(), millis * CLASSES_PER_MILLI)) {
			int next = this.loaded.getAndIncrement();
			if (next < this.classes.size()) {
				Class.forName(this.classes.get(next));
			}
		}
	}

}
