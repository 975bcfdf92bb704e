package io.memprof.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of PromQL as it takes to say which series an expression reads. {@code promtool}
 * says whether it is valid.
 */
final class PromQl {

	private static final String STRING = "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'";

	private static final Pattern LABELS = Pattern
		.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

	/** A string, or a selector: name, matchers, window. */
	private static final Pattern SELECTOR = Pattern.compile(
			STRING + "|(?<![\\w:$.])([a-zA-Z_:][\\w:]*)\\s*(\\{(?:[^}\"']|" + STRING + ")*})?(\\[[^]]*])?(\\s*\\()?");

	private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\s*\\(\\s*$");

	private static final Pattern MATCHED = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

	private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on",
			"ignoring", "group_left", "group_right");

	private PromQl() {
	}

	static List<Selector> selectors(String expression) {
		// names of labels look like names of metrics
		String text = LABELS.matcher(expression).replaceAll("");
		List<Selector> selectors = new ArrayList<>();
		Matcher matcher = SELECTOR.matcher(text);
		while (matcher.find()) {
			String name = matcher.group(1);
			if (name == null || matcher.group(4) != null || KEYWORDS.contains(name)) {
				continue;
			}
			Matcher function = FUNCTION.matcher(text.substring(0, matcher.start()));
			selectors.add(new Selector(name, text(matcher.group(2)), text(matcher.group(3)),
					function.find() ? function.group(1) : ""));
		}
		return selectors;
	}

	/**
	 * Names of the labels that an expression groups by, joins by or matches.
	 */
	static List<String> labels(String expression) {
		List<String> labels = new ArrayList<>();
		Matcher lists = LABELS.matcher(expression);
		while (lists.find()) {
			for (String label : lists.group(2).split(",")) {
				if (!label.isBlank()) {
					labels.add(label.strip());
				}
			}
		}
		for (Selector selector : selectors(expression)) {
			Matcher matched = MATCHED.matcher(selector.matchers().replaceAll(STRING, ""));
			while (matched.find()) {
				labels.add(matched.group(1));
			}
		}
		return labels;
	}

	private static String text(String group) {
		return (group != null) ? group : "";
	}

	/**
	 * What an expression reads.
	 *
	 * @param metric name
	 * @param matchers with braces, or empty
	 * @param window with brackets, or empty
	 * @param function that is called with it, or empty
	 */
	record Selector(String metric, String matchers, String window, String function) {
	}

}
