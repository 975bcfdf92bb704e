package io.memprof.leak;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Entries under weak keys, which the collector clears when nobody else knows the key.
 * <p>
 * An entry whose value leads back to its key stays for ever: the documentation of
 * {@link java.util.WeakHashMap} warns of it. A walk follows no weak reference, so it
 * comes to an object of the key's class below such a value only in that case. The key's
 * class is the one that the field of the map declares.
 */
final class WeakKeys {

	private static final Pattern CONTAINERS = Pattern
		.compile("java\\.util\\.WeakHashMap|java\\.lang\\.ClassValue.*|.*\\.ConcurrentReferenceHashMap"
				+ "|com\\.google\\.common\\.(collect\\.MapMakerInternalMap|cache\\.LocalCache)\\$Weak.*");

	private WeakKeys() {
	}

	/**
	 * Whether the chains lead through entries that the collector may still clear.
	 * @param reachable objects with their chains
	 * @param fewest chains back to a key that tell a rule from chance
	 */
	static boolean clear(List<OldObject> reachable, int fewest) {
		List<List<ReferenceChain.Link>> chains = reachable.stream()
			.map(OldObject::chain)
			.filter(Objects::nonNull)
			.map(ReferenceChain::links)
			.filter((links) -> containerOn(links) >= 0)
			.toList();
		return !chains.isEmpty() && chains.stream().filter(WeakKeys::leadsBack).count() < fewest;
	}

	private static boolean leadsBack(List<ReferenceChain.Link> links) {
		int container = containerOn(links);
		String key = keyOf(links.subList(0, container));
		return key != null && links.subList(container, links.size())
			.stream()
			.anyMatch((link) -> link.className().equals(key) && !link.isClass());
	}

	private static int containerOn(List<ReferenceChain.Link> links) {
		for (int i = links.size() - 1; i >= 0; i--) {
			if (CONTAINERS.matcher(links.get(i).className()).matches()) {
				return i;
			}
		}
		return -1;
	}

	/** What the nearest field above the container declares as the class of its keys. */
	private static @Nullable String keyOf(List<ReferenceChain.Link> above) {
		for (int i = above.size() - 1; i >= 0; i--) {
			ReferenceChain.Link owner = above.get(i);
			if (!Internals.isJdk(owner.className())) {
				return firstArgument(owner);
			}
		}
		return null;
	}

	private static @Nullable String firstArgument(ReferenceChain.Link owner) {
		try {
			Type declared = BoundedHolders.load(owner.className()).getDeclaredField(owner.reference()).getGenericType();
			boolean typed = declared instanceof ParameterizedType parameterized
					&& parameterized.getActualTypeArguments()[0] instanceof Class<?>;
			return typed ? ((ParameterizedType) declared).getActualTypeArguments()[0].getTypeName() : null;
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return null;
		}
	}

}
