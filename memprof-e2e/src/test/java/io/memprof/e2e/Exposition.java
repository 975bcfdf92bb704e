package io.memprof.e2e;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series of a Prometheus exposition.
 *
 * @param values value by series
 */
record Exposition(Map<Series, Double> values) {

	private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: .*)?");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

	static Exposition parse(String text) {
		Exposition parsed = new Exposition(new HashMap<>());
		text.lines().forEach(parsed::add);
		return parsed;
	}

	private void add(String line) {
		Matcher sample = SAMPLE.matcher(line);
		if (sample.matches()) {
			this.values.put(new Series(sample.group(1), labels(sample.group(2))), value(sample.group(3)));
		}
	}

	private static Map<String, String> labels(String text) {
		Map<String, String> labels = new TreeMap<>();
		Matcher label = LABEL.matcher((text != null) ? text : "");
		while (label.find()) {
			labels.put(label.group(1), label.group(2));
		}
		return labels;
	}

	private static double value(String text) {
		return switch (text) {
			case "+Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			default -> Double.parseDouble(text);
		};
	}

	/**
	 * Names and labels of one series.
	 */
	record Series(String name, Map<String, String> labels) {
	}

}
