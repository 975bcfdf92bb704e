package io.memprof.autoconfigure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTML page with placeholders such as <code>${version}</code>.
 */
final class PageTemplate {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

	private PageTemplate() {
	}

	/**
	 * The page with its placeholders filled. The values are text and never become markup,
	 * between tags as in a quoted attribute. An unknown placeholder stays as it is.
	 */
	static String fill(String template, Map<String, String> values) {
		return PLACEHOLDER.matcher(template).replaceAll((placeholder) -> {
			String value = values.get(placeholder.group(1));
			return Matcher.quoteReplacement((value != null) ? escape(value) : placeholder.group());
		});
	}

	private static String escape(String value) {
		return value.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

}
