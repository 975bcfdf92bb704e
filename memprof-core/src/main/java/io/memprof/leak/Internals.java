package io.memprof.leak;

import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;

/**
 * What belongs to the inside of a container, by the naming habits of Java collections.
 */
final class Internals {

	private static final Pattern PART = Pattern
		.compile(".*(\\[]|\\$\\w*(Node|Entry|Index|Segment|TreeBin|Bucket|Cell|Item|Bag|Table))$");

	private static final Pattern CONTAINER = Pattern
		.compile("(java\\.util\\.(concurrent\\.)?|com\\.google\\.common\\.collect\\.|org\\.springframework\\.util\\.)"
				+ "(?!concurrent\\.ThreadPoolExecutor|concurrent\\.ScheduledThreadPoolExecutor|concurrent\\.ForkJoin|Timer)"
				+ "[\\w$]*(List|Map|Set|Queue|Deque|Stack|Vector|Hashtable|View|Collection|Table)[\\w$]*");

	private Internals() {
	}

	/**
	 * Whether a class is an array or a node of a container.
	 */
	static boolean isPart(String className) {
		return PART.matcher(className).matches();
	}

	/**
	 * Whether a class is a general-purpose collection.
	 */
	static boolean isContainer(String className) {
		return CONTAINER.matcher(className).matches();
	}

	/**
	 * Whether it is either, and so owns nothing.
	 */
	static boolean isInside(String className) {
		return isPart(className) || isContainer(className);
	}

	static boolean isJdk(String className) {
		return ComponentNaming.isJdk(className);
	}

}
