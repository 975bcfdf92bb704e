package io.memprof.benchmarks.corpus.leaking;

import java.util.concurrent.CompletableFuture;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Each request adds what it would do at shutdown to a future that completes only then.
 */
@Load(perSecond = 200)
@Leaks(what = { "StagesOfAnOpenFuture\\$Upload\\b", "CompletableFuture", "StagesOfAnOpenFuture\\$\\$Lambda" },
		who = { "CompletableFuture", "StagesOfAnOpenFuture\\.shutdown" })
public final class StagesOfAnOpenFuture implements Program {

	private final CompletableFuture<Void> shutdown = new CompletableFuture<>();

	@Override
	public void serve(long millis) {
		Upload upload = new Upload(new byte[5_000]);
		this.shutdown.thenRun(upload::abort);
	}

	private record Upload(byte[] head) {

		void abort() {
			this.head[0]++;
		}

	}

}
