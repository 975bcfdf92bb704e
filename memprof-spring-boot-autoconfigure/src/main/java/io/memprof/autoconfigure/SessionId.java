package io.memprof.autoconfigure;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of profiling sessions: 12 hexadecimal digits, random.
 */
final class SessionId {

	private SessionId() {
	}

	static String next() {
		return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
	}

}
