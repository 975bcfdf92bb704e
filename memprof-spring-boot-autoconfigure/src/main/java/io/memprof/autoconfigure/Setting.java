package io.memprof.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Checks of single settings. A wrong value stops start-up; Boot's failure analysis then
 * prints the property, its value, where it was set, and what is accepted.
 */
final class Setting {

	private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");

	private static final List<Duration> EXAMPLES = List.of(Duration.ofMillis(500), Duration.ofSeconds(5),
			Duration.ofMinutes(10), Duration.ofHours(1));

	private Setting() {
	}

	static Duration atLeast(Duration least, String property, Duration value) {
		if (value.compareTo(least) < 0) {
			throw wrong(property, value,
					"It must be a duration of at least " + Words.of(least) + ", such as " + examples(least) + ".");
		}
		return value;
	}

	/** Two that are accepted. */
	private static String examples(Duration least) {
		return EXAMPLES.stream()
			.filter((example) -> example.compareTo(least) >= 0)
			.limit(2)
			.map(Words::of)
			.collect(Collectors.joining(" or "));
	}

	static Duration notNegative(String property, Duration value) {
		if (value.isNegative()) {
			throw wrong(property, value, "It must be a duration of zero or more, such as 0s or 500ms.");
		}
		return value;
	}

	static int atLeast(int least, String property, int value) {
		if (value < least) {
			throw wrong(property, value, "It must be a whole number of at least " + least + ".");
		}
		return value;
	}

	static DataSize atLeast(DataSize least, String property, DataSize value) {
		if (value.compareTo(least) < 0) {
			throw wrong(property, value,
					"It must be a data size of at least " + least.toMegabytes() + "MB, such as 30MB.");
		}
		return value;
	}

	/**
	 * As a number above 0 and at most 1.
	 */
	static double share(String property, String text) {
		Matcher share = SHARE.matcher(text.trim());
		double percent = share.matches() ? Double.parseDouble(share.group(1)) : 0;
		if (percent <= 0 || percent > 100) {
			throw wrong(property, text, "It must be a share above 0% and at most 100%, such as 1% or 0.5%.");
		}
		return percent / 100;
	}

	static URI url(String property, String text, String examples) {
		try {
			URI uri = URI.create(text.trim());
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null && uri.getPort() <= 65535) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// not a URL
		}
		String accepted = "a URL with scheme http or https and a host, such as " + examples + ".";
		throw mayHoldASecret(text) ? hidden(property, "The endpoint must be " + accepted)
				: wrong(property, text, "It must be " + accepted);
	}

	/**
	 * User info and query may carry a password or a token.
	 */
	private static boolean mayHoldASecret(String url) {
		return url.indexOf('@') != -1 || url.indexOf('?') != -1;
	}

	/**
	 * Names what the property is part of, for the same reason as
	 * {@link #checkHeaders(String, Map)}.
	 */
	private static InvalidConfigurationPropertyValueException hidden(String property, String accepted) {
		int end = property.lastIndexOf('.');
		return wrong(property.substring(0, end), property.substring(end + 1) + ": ******", accepted);
	}

	/**
	 * Names the property without the header, or Boot would look its value up and print
	 * it.
	 */
	static void checkHeaders(String property, Map<String, String> headers) {
		headers.forEach((name, value) -> {
			if (!HEADER_NAME.matcher(name).matches()) {
				throw wrong(property, name + ": ******",
						"The name of a header must be letters, digits and hyphens, such as authorization.");
			}
			if (!value.chars().allMatch((c) -> c == '\t' || (c >= ' ' && c < 0x7f))) {
				throw wrong(property, name + ": ******", "The value of a header must be printable ASCII on one line.");
			}
		});
	}

	static InvalidConfigurationPropertyValueException wrong(String property, Object value, String accepted) {
		return new InvalidConfigurationPropertyValueException(property, value, accepted);
	}

}
