package io.memprof.benchmarks.corpus.leaking;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import io.memprof.leak.LeakKind;

/**
 * Exports that were given up are never closed; each holds the window of its compressor
 * outside the heap.
 */
@Load(perSecond = 5)
@Leaks(kind = LeakKind.NATIVE, what = { "java\\.util\\.zip\\.Deflater", "OpenCompressors\\$Export\\b" },
		who = "OpenCompressors\\.(exports)?")
public final class OpenCompressors implements Program {

	private final Map<Long, Export> exports = new ConcurrentHashMap<>();

	@Override
	public void serve(long millis) {
		Export export = new Export(millis, new Deflater());
		export.write(Texts.ofLength(500));
		this.exports.put(System.nanoTime(), export);
	}

	private record Export(long begun, Deflater compressor) {

		void write(String text) {
			this.compressor.setInput(text.getBytes(StandardCharsets.UTF_8));
			byte[] out = new byte[4_096];
			while (!this.compressor.needsInput()) {
				this.compressor.deflate(out);
			}
		}

	}

}
