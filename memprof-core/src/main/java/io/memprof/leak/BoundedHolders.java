package io.memprof.leak;

import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;
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

	/** What a library's author calls a collection that has a limit. */
	private static final Pattern DECLARED = Pattern
		.compile(".*[.$]\\w*((?<!Un|un)[Bb]ound|L[Rr][Uu]|Evict|Expiring|CircularFifo|RingBuffer)\\w*");

	private BoundedHolders() {
	}

	/**
	 * What bounds the holder, in words, or {@code null} when nothing says that it is
	 * bounded. A bound of something around the holder is none: each list in a cache may
	 * grow.
	 * @param links from the GC root to what accumulates
	 * @param index position of the container's inner part
	 * @param naming tells the application's classes: their names promise nothing
	 */
	static @Nullable String boundOf(List<ReferenceChain.Link> links, int index, ComponentNaming naming) {
		for (ReferenceChain.Link below : links.subList(index, Math.min(index + 3, links.size()))) {
			String bound = boundOfEntry(below.className());
			if (bound != null) {
				return bound;
			}
		}
		boolean nested = false;
		for (int i = index; i >= 0 && !nested; i--) {
			ReferenceChain.Link link = links.get(i);
			String bound = link.isClass() ? null : boundOfHolder(link.className(), naming);
			if (bound != null) {
				return bound;
			}
			if (i == index - 1 && isFixedArray(link, links.subList(index, links.size()))) {
				return "an array of fixed length";
			}
			boolean inside = Internals.isInside(link.className());
			nested = naming.isApplication(link.className())
					|| (!inside && i > 0 && Internals.isPart(links.get(i - 1).className()));
		}
		return null;
	}

	private static @Nullable String boundOfEntry(String type) {
		if (GUAVA.matcher(type).matches()) {
			return "a Guava cache with a maximum or an expiry";
		}
		return (type.equals("java.lang.ref.SoftReference") || type.equals("java.lang.ref.WeakReference"))
				? "a reference that the collector clears" : null;
	}

	private static @Nullable String boundOfHolder(String type, ComponentNaming naming) {
		Matcher caffeine = CAFFEINE.matcher(type);
		if (caffeine.matches()) {
			return (caffeine.group(2) != null || !caffeine.group(3).isEmpty())
					? "a Caffeine cache with a maximum or an expiry" : null;
		}
		if (type.equals("java.util.concurrent.ArrayBlockingQueue")) {
			return "a queue of fixed capacity";
		}
		if (Internals.isJdk(type)) {
			return null;
		}
		if (!naming.isApplication(type) && DECLARED.matcher(type).matches()) {
			return "a " + type.substring(type.lastIndexOf('.') + 1) + ", as its name says";
		}
		return evictsEldest(type) ? "a map that removes its eldest entry" : null;
	}

	/** Elements right in an array that its owner can never replace by a longer one. */
	private static boolean isFixedArray(ReferenceChain.Link owner, List<ReferenceChain.Link> array) {
		if (Internals.isJdk(owner.className()) || !array.get(0).className().endsWith("[]") || array.size() < 2
				|| Internals.isInside(array.get(1).className())) {
			return false;
		}
		try {
			Class<?> type = load(owner.className());
			return Modifier.isFinal(type.getDeclaredField(owner.reference()).getModifiers());
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return false;
		}
	}

	/** An LRU map as the JDK's documentation writes it. */
	private static boolean evictsEldest(String className) {
		try {
			Class<?> type = load(className);
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

	/** A class by the name that a chain has for it, without running its initializer. */
	static Class<?> load(String className) throws ClassNotFoundException {
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		return Class.forName(className, false, (loader != null) ? loader : ClassLoader.getSystemClassLoader());
	}

}
