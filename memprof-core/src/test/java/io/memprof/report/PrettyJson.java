package io.memprof.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes trees of maps and lists as indented JSON, small enough to be trusted: anything
 * but text, numbers, booleans, lists and objects fails.
 */
final class PrettyJson {

	private PrettyJson() {
	}

	static String write(Object value) {
		return write(value, "");
	}

	private static String write(Object value, String indent) {
		String inner = indent + "  ";
		if (value instanceof Map<?, ?> map) {
			return map.isEmpty() ? "{}"
					: map.entrySet()
						.stream()
						.map((entry) -> inner + "\"" + entry.getKey() + "\": " + write(entry.getValue(), inner))
						.collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
		}
		if (value instanceof List<?> list) {
			return list.isEmpty() ? "[]"
					: list.stream()
						.map((element) -> inner + write(element, inner))
						.collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
		}
		if (value instanceof String text) {
			return "\"" + text + "\"";
		}
		if (value instanceof Number || value instanceof Boolean) {
			return value.toString();
		}
		throw new IllegalArgumentException("not JSON: " + value);
	}

}
