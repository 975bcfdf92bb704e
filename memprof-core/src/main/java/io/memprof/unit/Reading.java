package io.memprof.unit;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A number of bytes that the JVM or the operating system gave, or the reason why it
 * cannot give one. Absent is never written as zero.
 * <p>
 * Immutable.
 */
public final class Reading {

	private final long bytes;

	private final @Nullable String reason;

	private Reading(long bytes, @Nullable String reason) {
		this.bytes = bytes;
		this.reason = reason;
	}

	/**
	 * A value in bytes.
	 * @param bytes zero or more
	 * @throws IllegalArgumentException when negative
	 */
	public static Reading of(long bytes) {
		if (bytes < 0) {
			throw new IllegalArgumentException("bytes must not be negative: " + bytes);
		}
		return new Reading(bytes, null);
	}

	/**
	 * No value, with a reason that a person can act on.
	 */
	public static Reading unavailable(String reason) {
		return new Reading(0, reason);
	}

	public boolean isAvailable() {
		return this.reason == null;
	}

	/**
	 * The value in bytes.
	 * @throws IllegalStateException when there is none
	 */
	public long bytes() {
		if (this.reason != null) {
			throw new IllegalStateException(this.reason);
		}
		return this.bytes;
	}

	public long bytesOr(long other) {
		return isAvailable() ? this.bytes : other;
	}

	/**
	 * Why there is no value, or {@code null} when there is one.
	 */
	public @Nullable String reason() {
		return this.reason;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Reading that && this.bytes == that.bytes && Objects.equals(this.reason, that.reason);
	}

	@Override
	public int hashCode() {
		return Long.hashCode(this.bytes) + Objects.hashCode(this.reason);
	}

	@Override
	public String toString() {
		return (this.reason != null) ? "unavailable: " + this.reason : this.bytes + " B";
	}

}
