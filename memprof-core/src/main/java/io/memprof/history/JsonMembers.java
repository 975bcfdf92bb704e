package io.memprof.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The members of an object that was read, as what they should be.
 */
record JsonMembers(Map<String, Object> map) {

	String text(String name) throws CorruptRunException {
		return required(name, textOrNull(name));
	}

	/** The text, or {@code null} when there is none or a reason in its place. */
	@Nullable String textOrNull(String name) {
		return (this.map.get(name) instanceof String text) ? text : null;
	}

	long number(String name) throws CorruptRunException {
		return required(name, (this.map.get(name) instanceof Number number) ? number : null).longValue();
	}

	/** The number, or {@code null} when there is none or a reason in its place. */
	@Nullable Double decimalOrNull(String name) {
		return (this.map.get(name) instanceof Number number) ? (Double) number.doubleValue() : null;
	}

	Instant time(String name) throws CorruptRunException {
		return parsed(name, Instant::parse);
	}

	<E extends Enum<E>> E constant(String name, Class<E> type) throws CorruptRunException {
		return parsed(name, (text) -> Enum.valueOf(type, text));
	}

	JsonMembers object(String name) throws CorruptRunException {
		return of(required(name, this.map.get(name)), name);
	}

	List<?> list(String name) throws CorruptRunException {
		return required(name, (this.map.get(name) instanceof List<?> list) ? list : null);
	}

	@SuppressWarnings("unchecked")
	static JsonMembers of(Object value, String name) throws CorruptRunException {
		if (value instanceof Map<?, ?> map) {
			return new JsonMembers((Map<String, Object>) map);
		}
		throw unusable(name);
	}

	private <T> T parsed(String name, Function<String, T> parser) throws CorruptRunException {
		try {
			return parser.apply(text(name));
		}
		catch (DateTimeException | IllegalArgumentException ex) {
			throw unusable(name);
		}
	}

	private static <T> T required(String name, @Nullable T value) throws CorruptRunException {
		if (value == null) {
			throw unusable(name);
		}
		return value;
	}

	private static CorruptRunException unusable(String name) {
		return new CorruptRunException("has no usable %s".formatted(name));
	}

}
