package io.memprof.leak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A short name for a leak that stays the same over restarts and deployments: the hash of
 * its kind, its class and the innermost application frames, without line numbers.
 */
final class Fingerprint {

	private static final int FRAMES = 3;

	private static final int BYTES = 6;

	/**
	 * The JVM numbers the class of a lambda anew in every run: {@code Shop$$Lambda/0x1}.
	 */
	private static final Pattern LAMBDA = Pattern.compile("(?<=\\$\\$Lambda).*");

	private Fingerprint() {
	}

	/**
	 * Twelve hexadecimal digits.
	 * @param path application frames, outermost first
	 */
	static String of(LeakKind kind, String className, List<String> path) {
		List<String> innermost = path.subList(Math.max(0, path.size() - FRAMES), path.size());
		try {
			MessageDigest sha = MessageDigest.getInstance("SHA-1");
			String stable = LAMBDA.matcher(className).replaceFirst("");
			sha.update((kind + "\n" + stable + "\n" + String.join("\n", innermost)).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-1", ex);
		}
	}

}
