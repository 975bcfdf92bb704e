package io.memprof.leak;

import java.util.regex.Pattern;

/**
 * Takes out of a name what counts its bearers: {@code pool-7-thread-1} is a
 * {@code pool-#-thread-#}, {@code Rule$$EnhancerByCGLIB$$a1b2c3d4} a
 * {@code Rule$$EnhancerByCGLIB$$#}.
 */
final class SerialNumbers {

	/** Eight hexadecimal digits or more with a decimal one among them, or a number. */
	private static final Pattern SERIAL = Pattern
		.compile("(?<![0-9a-zA-Z])(?=[a-f-]*\\d)[0-9a-f][0-9a-f-]{6,}[0-9a-f](?![0-9a-zA-Z])|\\d+");

	private SerialNumbers() {
	}

	static String without(String name) {
		return SERIAL.matcher(name).replaceAll("#");
	}

}
