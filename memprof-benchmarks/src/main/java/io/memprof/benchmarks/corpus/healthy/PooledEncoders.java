package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayList;
import java.util.List;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;

/**
 * A pool that is used by ever more requests at once, until it has grown to its bound.
 */
@Load(perSecond = 20, churn = 40)
public final class PooledEncoders implements Program {

	private static final int MOST = 64;

	private final GenericObjectPool<Encoder> pool = new GenericObjectPool<>(new Encoders());

	public PooledEncoders() {
		this.pool.setMaxTotal(MOST);
		this.pool.setMaxIdle(MOST);
	}

	@Override
	public synchronized void serve(long millis) throws Exception {
		long atOnce = Math.min(MOST, 4 + millis / 500);
		List<Encoder> inUse = new ArrayList<>();
		while (inUse.size() < atOnce) {
			inUse.add(this.pool.borrowObject());
		}
		for (Encoder encoder : inUse) {
			encoder.window()[0]++;
			this.pool.returnObject(encoder);
		}
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
