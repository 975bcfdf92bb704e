package io.memprof.benchmarks.corpus.healthy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Tokens that are removed by a task after sixteen seconds.
 */
@Load(perSecond = 300)
public final class ExpiringTokens implements Program {

	private final Map<String, Token> tokens = new ConcurrentHashMap<>();

	private final ScheduledExecutorService expiry = Executors.newSingleThreadScheduledExecutor();

	@Override
	public void serve(long millis) {
		Token token = new Token(Texts.ofLength(32), new byte[3_000]);
		this.tokens.put(token.id(), token);
		this.expiry.schedule(() -> this.tokens.remove(token.id()), 16, TimeUnit.SECONDS);
	}

	private record Token(String id, byte[] claims) {
	}

}
