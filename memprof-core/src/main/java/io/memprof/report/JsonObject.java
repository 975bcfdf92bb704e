package io.memprof.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.unit.MebiBytes;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * An ordered JSON object under construction: text, numbers, lists and objects, never
 * null, never NaN. What has no value is written as {@code {"unavailable": "<reason>"}}.
 */
final class JsonObject {

	private final Map<String, Object> members = new LinkedHashMap<>();

	JsonObject text(String name, String value) {
		return put(name, value);
	}

	JsonObject text(String name, @Nullable String value, String reasonWhenAbsent) {
		return (value != null) ? put(name, value) : unavailable(name, reasonWhenAbsent);
	}

	JsonObject number(String name, long value) {
		return put(name, value);
	}

	JsonObject flag(String name, boolean value) {
		return put(name, value);
	}

	/**
	 * A number rounded to that many decimals.
	 */
	JsonObject decimal(String name, double value, int decimals) {
		if (!Double.isFinite(value)) {
			return unavailable(name, "could not be computed");
		}
		return put(name, BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue());
	}

	/**
	 * Bytes as units of 2^20 bytes.
	 */
	JsonObject mebiBytes(String name, long bytes) {
		return decimal(name, MebiBytes.fromBytes(bytes), 2);
	}

	JsonObject reading(String name, Reading reading) {
		String reason = reading.reason();
		return (reason != null) ? unavailable(name, reason) : put(name, reading.bytes());
	}

	JsonObject time(String name, Instant value) {
		return put(name, value.truncatedTo(ChronoUnit.MILLIS).toString());
	}

	JsonObject duration(String name, Duration value) {
		return put(name, value.truncatedTo(ChronoUnit.MILLIS).toString());
	}

	JsonObject list(String name, List<?> values) {
		return put(name, values);
	}

	JsonObject object(String name, Map<String, Object> value) {
		return put(name, value);
	}

	/**
	 * All members of another object.
	 */
	JsonObject members(Map<String, Object> others) {
		this.members.putAll(others);
		return this;
	}

	JsonObject unavailable(String name, String reason) {
		return put(name, unavailable(reason));
	}

	Map<String, Object> toMap() {
		return Collections.unmodifiableMap(this.members);
	}

	static Map<String, Object> unavailable(String reason) {
		return Map.of("unavailable", reason);
	}

	private JsonObject put(String name, Object value) {
		this.members.put(name, value);
		return this;
	}

}
