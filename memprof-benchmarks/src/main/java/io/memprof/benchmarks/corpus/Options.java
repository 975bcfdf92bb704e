package io.memprof.benchmarks.corpus;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Arguments of the form {@code --name=value}, with defaults. What cannot be read is an
 * {@link IllegalArgumentException}.
 *
 * @param values by name
 */
record Options(Map<String, String> values) {

	static Options of(String[] args, Map<String, String> defaults) {
		Map<String, String> values = new TreeMap<>(defaults);
		for (String arg : args) {
			String[] option = arg.split("=", 2);
			String name = option[0].startsWith("--") ? option[0].substring(2) : "";
			if (option.length < 2 || !values.containsKey(name)) {
				throw new IllegalArgumentException("not an option: " + arg + "; there are " + values);
			}
			values.put(name, option[1]);
		}
		return new Options(values);
	}

	String text(String name) {
		return Objects.requireNonNull(this.values.get(name), name);
	}

	/** Separated by commas. */
	List<String> words(String name) {
		return Arrays.stream(text(name).split(",")).filter((word) -> !word.isEmpty()).toList();
	}

	Duration seconds(String name) {
		return Duration.ofSeconds(Long.parseLong(text(name)));
	}

}
