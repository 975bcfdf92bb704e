package io.memprof.benchmarks.corpus.leaking;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import io.memprof.leak.LeakKind;

/**
 * Each reload of a plugin leaves a shutdown hook behind, which pins its class loader.
 */
@Load(perSecond = 0.6)
@Leaks(kind = LeakKind.METASPACE, what = { "URLClassLoader", "java\\.lang\\.Class\\b", "benmanes" },
		where = { "PluginReload", "ClassLoader\\.defineClass" }, who = { "ApplicationShutdownHooks", "PluginReload" })
public final class PluginReload implements Program {

	private static final int CLASSES = 120;

	private final URL plugin = Caffeine.class.getProtectionDomain().getCodeSource().getLocation();

	private final List<String> classes;

	private final AtomicReference<ClassLoader> current = new AtomicReference<>();

	PluginReload() throws Exception {
		try (JarFile jar = new JarFile(Path.of(this.plugin.toURI()).toFile())) {
			this.classes = jar.stream()
				.map((entry) -> entry.getName())
				.filter((name) -> name.matches("com/github/benmanes/caffeine/cache/\\w+\\.class"))
				.map((name) -> name.replace('/', '.').replace(".class", ""))
				.limit(CLASSES)
				.toList();
		}
	}

	@Override
	public void serve(long millis) throws IOException, ClassNotFoundException {
		ClassLoader loader = new URLClassLoader(new URL[] { this.plugin }, null);
		for (String name : this.classes) {
			Class.forName(name, false, loader);
		}
		Thread hook = new Thread(() -> Texts.ofLength(10), "plugin-" + millis);
		hook.setContextClassLoader(loader);
		Runtime.getRuntime().addShutdownHook(hook);
		this.current.set(loader);
	}

}
