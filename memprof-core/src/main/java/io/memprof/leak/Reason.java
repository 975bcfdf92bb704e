package io.memprof.leak;

/**
 * One test behind a verdict, as it came out.
 *
 * @param test what was tested, in words
 * @param value what was measured, with its unit
 * @param threshold what it was held against
 * @param passed whether the test speaks for a leak
 */
public record Reason(String test, String value, String threshold, boolean passed) {
}
