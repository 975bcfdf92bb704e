package io.memprof.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the files of a run are called: {@code memprof-shop-0123456789ab.json}. Only files
 * of such a name are ever read, and only those of the own service removed.
 *
 * @param service as it may stand in a name
 * @param sessionId 12 hexadecimal digits
 */
record RunName(String service, String sessionId) {

	private static final Pattern FILE = Pattern.compile("memprof-(.+)-([0-9a-f]{12})\\.(?:json|json\\.tmp|lock)");

	private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9._-]");

	private static final int LONGEST_SERVICE = 80;

	static RunName of(String service, String sessionId) {
		String plain = ODD.matcher(service).replaceAll("_");
		return new RunName(plain.substring(0, Math.min(LONGEST_SERVICE, plain.length())), sessionId);
	}

	/**
	 * The run that a file belongs to, or {@code null} when it is none of memprof's.
	 */
	static @Nullable RunName ofFile(String file) {
		Matcher matcher = FILE.matcher(file);
		return matcher.matches() ? new RunName(matcher.group(1), matcher.group(2)) : null;
	}

	/** The last report. */
	String report() {
		return stem() + ".json";
	}

	/** The next report, until it is whole. */
	String temporary() {
		return stem() + ".json.tmp";
	}

	/** Locked for as long as the run lasts. */
	String lock() {
		return stem() + ".lock";
	}

	private String stem() {
		return "memprof-" + this.service + "-" + this.sessionId;
	}

}
