package io.memprof.benchmarks.corpus.leaking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * A trail of log lines per thread that is only read when a request fails; the threads are
 * pooled.
 */
@Load(perSecond = 400, heap = 192)
@Leaks(what = "ThreadLocalTrail\\$Step\\b", who = { "ThreadLocalMap", "ThreadLocalTrail\\.TRAIL" })
public final class ThreadLocalTrail implements Program {

	private static final ThreadLocal<List<Step>> TRAIL = ThreadLocal.withInitial(ArrayList::new);

	private final ExecutorService workers = Executors.newFixedThreadPool(4);

	@Override
	public void serve(long millis) {
		this.workers.execute(() -> work(millis));
	}

	private static void work(long millis) {
		for (int i = 0; i < 10; i++) {
			TRAIL.get().add(new Step(millis, Texts.ofLength(180)));
		}
	}

	private record Step(long millis, String message) {
	}

}
