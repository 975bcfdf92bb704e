package io.memprof.leak;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What a search for holders has found.
 *
 * @param containers of many elements, largest first
 * @param visited objects
 * @param complete whether nothing was left out for lack of time
 * @param cpu processor time that it took
 */
record Holders(List<HeldContainer> containers, int visited, boolean complete, Duration cpu) {

	static final Holders NONE = new Holders(List.of(), 0, false, Duration.ZERO);

	Holders {
		containers = List.copyOf(containers);
	}

	/**
	 * The largest container that belongs to one of the owners and holds objects of one of
	 * the classes, or {@code null}.
	 */
	@Nullable HeldContainer ownedBy(Set<String> owners, Set<String> classes) {
		return this.containers.stream()
			.filter((container) -> !Collections.disjoint(container.owners(), owners)
					&& !Collections.disjoint(container.contents().keySet(), classes))
			.max(Comparator.comparingInt(HeldContainer::size))
			.orElse(null);
	}

	/**
	 * The container whose {@linkplain AccumulationPoint#key() key} it is, or
	 * {@code null}.
	 */
	@Nullable HeldContainer withKey(String key) {
		return this.containers.stream()
			.filter((container) -> container.point().key().equals(key))
			.findFirst()
			.orElse(null);
	}

	/**
	 * The container that holds most objects of a kind, or {@code null} when none was
	 * found. One whose elements they are comes before one that holds them indirectly.
	 * @param element by binary name, arrays as {@code byte[]}: a direct buffer of the JDK
	 * is a {@code java.nio.DirectByteBuffer}
	 */
	@Nullable HeldContainer holderOf(Predicate<String> element) {
		return this.containers.stream()
			.filter((container) -> container.holds(element))
			.max(Comparator.comparing((HeldContainer container) -> element.test(container.point().elementClass()))
				.thenComparing(HeldContainer::size))
			.orElse(null);
	}

}
