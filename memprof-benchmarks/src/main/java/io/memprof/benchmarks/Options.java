package io.memprof.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Arguments of the form {@code --name=value}, with defaults. What cannot be read is an
 * {@link IllegalArgumentException} that says what can.
 *
 * @param values by name
 */
public record Options(Map<String, String> values) {

	public static Options of(String[] args, Map<String, String> defaults) {
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

	public String text(String name) {
		return Objects.requireNonNull(this.values.get(name), name);
	}

	/** Separated by commas. */
	public List<String> words(String name) {
		return separated(name, ",");
	}

	/** Separated by spaces, as arguments are. */
	public List<String> arguments(String name) {
		return separated(name, " ");
	}

	public Duration seconds(String name) {
		return Duration.ofSeconds(atLeast(name, 0));
	}

	/** A whole number that is not less than that. */
	public int atLeast(String name, int least) {
		try {
			int value = Integer.parseInt(text(name));
			if (value >= least) {
				return value;
			}
		}
		catch (NumberFormatException ex) {
			// said below, with what would be accepted
		}
		throw new IllegalArgumentException(
				"--%s=%s: expected a whole number from %d on".formatted(name, text(name), least));
	}

	private List<String> separated(String name, String separator) {
		return Arrays.stream(text(name).split(separator)).filter((word) -> !word.isEmpty()).toList();
	}

}
