package io.memprof.benchmarks.corpus.healthy;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

/**
 * Images behind soft references, which the JVM drops when it needs the room.
 */
@Load(perSecond = 60, heap = 128)
public final class SoftImages implements Program {

	private static final int IMAGES = 20_000;

	private final Map<Integer, SoftReference<byte[]>> images = new ConcurrentHashMap<>();

	@Override
	public void serve(long millis) {
		int id = ThreadLocalRandom.current().nextInt(IMAGES);
		SoftReference<byte[]> known = this.images.get(id);
		if (known == null || known.get() == null) {
			this.images.put(id, new SoftReference<>(new byte[20_000]));
		}
	}

}
