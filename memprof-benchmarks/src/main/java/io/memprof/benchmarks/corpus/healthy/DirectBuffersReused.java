package io.memprof.benchmarks.corpus.healthy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Direct buffers of one size, pooled; as many as were ever in use at once.
 */
@Load(perSecond = 100)
public final class DirectBuffersReused implements Program {

	private static final int SIZE = 256 << 10;

	private final Deque<ByteBuffer> free = new ArrayDeque<>();

	private final Deque<ByteBuffer> inUse = new ArrayDeque<>();

	@Override
	public synchronized void serve(long millis) {
		ByteBuffer buffer = this.free.isEmpty() ? ByteBuffer.allocateDirect(SIZE) : this.free.remove();
		buffer.clear().putLong(millis);
		this.inUse.add(buffer);
		while (this.inUse.size() > Math.min(120, 10 + millis / 200)) {
			this.free.add(this.inUse.remove());
		}
	}

}
