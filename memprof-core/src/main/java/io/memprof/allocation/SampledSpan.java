package io.memprof.allocation;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A span that its tracer keeps, by number instead of text: what remembers it holds no
 * object of the application.
 *
 * @param traceHigh upper half of the trace id, 0 for an id of 64 bits
 * @param traceLow lower half of the trace id
 * @param span id of the span
 */
public record SampledSpan(long traceHigh, long traceLow, long span) {

	private static final int DIGITS = 16;

	/**
	 * The span of these ids in hexadecimal digits, 16 or 32 for the trace and 16 for the
	 * span; {@code null} for anything else, and for the ids of no span, which are zero.
	 */
	public static @Nullable SampledSpan of(String traceId, String spanId) {
		int digits = traceId.length();
		if (spanId.length() != DIGITS || (digits != DIGITS && digits != 2 * DIGITS)) {
			return null;
		}
		try {
			long high = (digits > DIGITS) ? HexFormat.fromHexDigitsToLong(traceId, 0, DIGITS) : 0;
			long low = HexFormat.fromHexDigitsToLong(traceId, digits - DIGITS, digits);
			long span = HexFormat.fromHexDigitsToLong(spanId);
			return ((high | low) != 0 && span != 0) ? new SampledSpan(high, low, span) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * The id of the trace in 32 lower-case hexadecimal digits.
	 */
	public String traceId() {
		return HexFormat.of().toHexDigits(this.traceHigh) + HexFormat.of().toHexDigits(this.traceLow);
	}

	/**
	 * The id of the span in 16 lower-case hexadecimal digits.
	 */
	public String spanId() {
		return HexFormat.of().toHexDigits(this.span);
	}

}
