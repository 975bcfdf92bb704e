package io.memprof.leak;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of threads as they are shown. They are the one text in a report that the
 * application makes up while it runs, and some put a user, an address or a number of an
 * order into it. So numbers are left out, and what follows the first character that
 * belongs to an address or a value rather than to a name.
 * <p>
 * A word that is written like any other cannot be told from a name.
 */
final class ThreadNames {

	private static final int LONGEST = 60;

	/** How JFR begins the description of a thread or a group of threads. */
	private static final Pattern DESCRIPTION = Pattern.compile("(Thread Name: |Thread Group: )(.*)", Pattern.DOTALL);

	private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} #_.$()\\[\\]|-]*");

	private ThreadNames() {
	}

	/**
	 * {@code http-nio-8080-exec-3} is {@code http-nio-#-exec-#},
	 * {@code mail to ann@example.com} is {@code mail to ann…}.
	 */
	static String shown(String name) {
		String numberless = SerialNumbers.without(name);
		Matcher plain = NAME.matcher(numberless);
		int end = plain.lookingAt() ? Math.min(plain.end(), LONGEST) : 0;
		return (end < numberless.length()) ? numberless.substring(0, end) + "…" : numberless;
	}

	/**
	 * What JFR says of an object, with the name of a thread as it is shown.
	 */
	static String shownIn(String description) {
		Matcher thread = DESCRIPTION.matcher(description);
		return thread.matches() ? thread.group(1) + shown(thread.group(2)) : description;
	}

}
