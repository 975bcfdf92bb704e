package io.memprof.benchmarks.corpus.leaking;

import java.util.concurrent.Executors;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import io.memprof.leak.LeakKind;

/**
 * An executor for each job that is never shut down: its thread waits for ever.
 */
@Load(perSecond = 1)
@Leaks(kind = LeakKind.THREADS, what = "java\\.lang\\.Thread\\b",
		who = { "ExecutorPerJob", "ThreadPoolExecutor", "nightly-job" })
public final class ExecutorPerJob implements Program {

	@Override
	public void serve(long millis) {
		var executor = Executors.newFixedThreadPool(1, (work) -> new Thread(work, "nightly-job-" + millis));
		executor.execute(() -> Texts.ofLength(100));
	}

}
