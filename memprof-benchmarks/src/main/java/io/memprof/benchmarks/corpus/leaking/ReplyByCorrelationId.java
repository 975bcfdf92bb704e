package io.memprof.benchmarks.corpus.leaking;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Replies wait under their correlation id for a consumer that never asks for some of
 * them.
 */
@Load(perSecond = 300)
@Leaks(what = "ReplyByCorrelationId\\$Reply\\b", who = "ReplyByCorrelationId\\.(pending)?")
public final class ReplyByCorrelationId implements Program {

	private final Map<String, Reply> pending = new ConcurrentHashMap<>();

	@Override
	public void serve(long millis) {
		String id = UUID.randomUUID().toString();
		this.pending.put(id, new Reply(id, Texts.ofLength(3_000)));
		if (id.charAt(0) < '4') {
			this.pending.remove(id);
		}
	}

	private record Reply(String correlationId, String body) {
	}

}
