package io.memprof.benchmarks.corpus.leaking;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.leak.LeakKind;

/**
 * A registry of transfers that is asked for progress keeps the buffer of those that
 * ended.
 */
@Load(perSecond = 12, churn = 40)
@Leaks(kind = LeakKind.DIRECT, what = { "java\\.nio\\.DirectByteBuffer\\b", "DirectBufferPerTransfer\\$Transfer\\b" },
		who = { "DirectBufferPerTransfer\\$Transfer\\b", "DirectBufferPerTransfer\\.(transfers)?" })
public final class DirectBufferPerTransfer implements Program {

	private static final int CHUNK = 64 << 10;

	private final Map<Long, Transfer> transfers = new ConcurrentHashMap<>();

	@Override
	public void serve(long millis) {
		this.transfers.put(System.nanoTime(), new Transfer(millis, ByteBuffer.allocateDirect(CHUNK)));
	}

	private record Transfer(long begun, ByteBuffer buffer) {
	}

}
