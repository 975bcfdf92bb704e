package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayDeque;
import java.util.Deque;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;

/**
 * A pool that grows to its bound as more work at once, and stays there.
 */
@Load(perSecond = 100, churn = 40)
public final class PooledEncoders implements Program {

	private static final int MOST = 64;

	private final GenericObjectPool<Encoder> pool = new GenericObjectPool<>(new Encoders());

	private final Deque<Encoder> inUse = new ArrayDeque<>();

	PooledEncoders() {
		this.pool.setMaxTotal(MOST);
		this.pool.setMaxIdle(MOST);
	}

	@Override
	public synchronized void serve(long millis) throws Exception {
		long wanted = Math.min(MOST - 1, 4 + millis / 500);
		while (this.inUse.size() >= wanted) {
			this.pool.returnObject(this.inUse.remove());
		}
		Encoder encoder = this.pool.borrowObject();
		encoder.window()[0]++;
		this.inUse.add(encoder);
	}

	private record Encoder(byte[] window) {
	}

	private static final class Encoders extends BasePooledObjectFactory<Encoder> {

		@Override
		public Encoder create() {
			return new Encoder(new byte[300_000]);
		}

		@Override
		public PooledObject<Encoder> wrap(Encoder encoder) {
			return new DefaultPooledObject<>(encoder);
		}

	}

}
