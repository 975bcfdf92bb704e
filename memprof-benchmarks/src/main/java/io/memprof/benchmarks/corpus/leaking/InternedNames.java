package io.memprof.benchmarks.corpus.leaking;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * An interner for names that are mostly new.
 */
@Load(perSecond = 500, churn = 40)
@Leaks(what = "java\\.lang\\.String\\b", who = "InternedNames\\.(NAMES)?")
public final class InternedNames implements Program {

	private static final ConcurrentMap<String, String> NAMES = new ConcurrentHashMap<>();

	@Override
	public void serve(long millis) {
		for (int i = 0; i < 16; i++) {
			intern(Texts.ofLength(24));
		}
	}

	private static String intern(String name) {
		return NAMES.computeIfAbsent(name, (it) -> it);
	}

}
