package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.Locale;

/**
 * Values as a person writes them.
 */
final class Words {

	private Words() {
	}

	/**
	 * {@code 500ms}, {@code 5s}, {@code 1m30s}.
	 */
	static String of(Duration duration) {
		if (!duration.isZero() && duration.abs().toSeconds() == 0) {
			return duration.toMillis() + "ms";
		}
		return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
	}

	/**
	 * {@code 62.0 MB}, in units of 2^20 bytes.
	 */
	static String mebiBytes(double mebiBytes) {
		return String.format(Locale.ROOT, "%.1f MB", mebiBytes);
	}

}
