package io.memprof.leak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Knows holders that are bounded by design, from the classes on a reference chain.
 */
final class BoundedHolders {

	/**
	 * Caffeine generates a class for each set of features: key and value strength, then
	 * L(istener), S(tats), M(aximum) W(eight) or S(ize), A(ccess), W(rite), R(efresh).
	 */
	private static final Pattern CAFFEINE = Pattern
		.compile("com\\.github\\.benmanes\\.caffeine\\.cache\\.[SW][SIW](L?S?)(M[SW])?(A?W?)R?");

	private static final Pattern GUAVA = Pattern
		.compile("com\\.google\\.common\\.cache\\.LocalCache\\$\\w*(Access|Write)\\w*Entry");

	private BoundedHolders() {
	}

	/**
	 * What bounds the holder, in words, or {@code null} when nothing says that it is
	 * bounded.
	 * @param links from the GC root to the container
	 */
	static @Nullable String boundOf(List<ReferenceChain.Link> links) {
		for (ReferenceChain.Link link : links) {
			String type = link.className();
			Matcher caffeine = CAFFEINE.matcher(type);
			if (caffeine.matches() && (caffeine.group(2) != null || !caffeine.group(3).isEmpty())) {
				return "a Caffeine cache with a maximum or an expiry";
			}
			if (GUAVA.matcher(type).matches()) {
				return "a Guava cache with a maximum or an expiry";
			}
			if (type.equals("java.lang.ref.SoftReference") || type.equals("java.lang.ref.WeakReference")) {
				return "a reference that the collector clears";
			}
			if (type.equals("java.util.concurrent.ArrayBlockingQueue")) {
				return "a queue of fixed capacity";
			}
			if (!Internals.isJdk(type) && !link.isClass() && evictsEldest(type)) {
				return "a map that removes its eldest entry";
			}
		}
		return null;
	}

	/** An LRU map as the JDK's documentation writes it. */
	private static boolean evictsEldest(String className) {
		try {
			ClassLoader loader = Thread.currentThread().getContextClassLoader();
			Class<?> type = Class.forName(className, false,
					(loader != null) ? loader : ClassLoader.getSystemClassLoader());
			while (type != null && LinkedHashMap.class.isAssignableFrom(type) && type != LinkedHashMap.class) {
				for (var method : type.getDeclaredMethods()) {
					if (method.getName().equals("removeEldestEntry")) {
						return true;
					}
				}
				type = type.getSuperclass();
			}
			return false;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
