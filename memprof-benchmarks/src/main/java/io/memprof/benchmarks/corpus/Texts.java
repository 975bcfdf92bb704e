package io.memprof.benchmarks.corpus;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Text as requests bring it.
 */
public final class Texts {

	private Texts() {
	}

	/**
	 * Random lower-case letters; each takes one byte.
	 */
	public static String ofLength(int length) {
		byte[] letters = new byte[length];
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < length; i++) {
			letters[i] = (byte) ('a' + random.nextInt(26));
		}
		return new String(letters, StandardCharsets.ISO_8859_1);
	}

}
