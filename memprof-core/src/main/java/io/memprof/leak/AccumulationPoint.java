package io.memprof.leak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The object on several reference chains where they part: the container in which objects
 * accumulate. It is the object with the most different successors over all chains; runs
 * of linked nodes count as one object, so that a linked list fans out like an array.
 *
 * @param chain a typical chain through it
 * @param index position of the container's inner part on that chain
 * @param members chains that go through it
 * @param elementClass class that accumulates: the first below it that is not a part of
 * the container, one of the application or a library before one of the JDK, as in a map
 * of lists of orders
 */
record AccumulationPoint(ReferenceChain chain, int index, int members, String elementClass) {

	private static final Pattern WEAK_KEYS = Pattern
		.compile("java\\.util\\.WeakHashMap|java\\.lang\\.ClassValue.*|.*\\.ConcurrentReferenceHashMap"
				+ "|com\\.google\\.common\\.(collect\\.MapMakerInternalMap|cache\\.LocalCache)\\$Weak.*");

	private static final Pattern SESSIONS = Pattern.compile(
			"org\\.apache\\.catalina\\.session\\..*|org\\.eclipse\\.jetty\\..*[sS]ession.*|io\\.undertow\\..*Session.*"
					+ "|org\\.springframework\\.session\\..*|org\\.springframework\\.web\\.server\\.session\\..*");

	/** An application class among the elements is named if it has this share. */
	private static final double NOTABLE = 0.2;

	/**
	 * The accumulation point of the chains, or {@code null} when there are none.
	 */
	static @Nullable AccumulationPoint of(List<ReferenceChain> chains) {
		Map<Long, Set<Long>> successors = new HashMap<>();
		List<List<ReferenceChain.Link>> collapsed = chains.stream().map(AccumulationPoint::collapse).toList();
		for (List<ReferenceChain.Link> links : collapsed) {
			for (int i = 0; i + 1 < links.size(); i++) {
				successors.computeIfAbsent(links.get(i).address(), (address) -> new HashSet<>())
					.add(links.get(i + 1).address());
			}
		}
		Long widest = successors.entrySet()
			.stream()
			.max(Comparator.comparingInt((entry) -> entry.getValue().size()))
			.map(Map.Entry::getKey)
			.orElse(null);
		if (widest == null) {
			return null;
		}
		boolean fansOut = successors.getOrDefault(widest, Set.of()).size() > 1;
		Map<String, Integer> elements = new HashMap<>();
		ReferenceChain typical = null;
		int index = 0;
		int members = 0;
		for (List<ReferenceChain.Link> links : collapsed) {
			int at = fansOut ? indexOf(links, widest) : innermostContainer(links);
			if (at >= 0) {
				members++;
				elements.merge(element(links, at), 1, Integer::sum);
				if (typical == null) {
					typical = new ReferenceChain(chains.get(collapsed.indexOf(links)).root(), links);
					index = at;
				}
			}
		}
		if (typical == null) {
			return null;
		}
		return new AccumulationPoint(typical, index, members, mostNotable(elements, members));
	}

	/**
	 * The holder for a person: container, owner's field, bean.
	 */
	Holder holder(BeanNames beans) {
		List<ReferenceChain.Link> links = this.chain.links();
		int container = this.index;
		while (container > 0 && Internals.isPart(links.get(container).className())) {
			container--;
		}
		int owner = container;
		while (owner > 0 && (Internals.isPart(links.get(owner).className())
				|| Internals.isContainer(links.get(owner).className()))) {
			owner--;
		}
		String held = links.get(container).className();
		String described = (owner == container) ? links.get(owner).toString() : held + " in " + links.get(owner);
		String bean = this.chain.bean();
		for (int i = owner; i >= 0 && bean == null; i--) {
			bean = beans.beanOf(links.get(i).className());
		}
		return new Holder(described, bean, this.chain.describe(), null);
	}

	/**
	 * What stays the same about the holder between walks and runs.
	 */
	String key() {
		return String.valueOf(holder(BeanNames.NONE).container());
	}

	/**
	 * Whether entries lie under weak keys, which the collector clears when nobody else
	 * knows the key. An entry whose value leads back to its key stays all the same.
	 */
	boolean isClearedByCollector() {
		return this.chain.links().stream().anyMatch((link) -> WEAK_KEYS.matcher(link.className()).matches());
	}

	/**
	 * Whether the objects are of a kind that usually expires: HTTP sessions.
	 */
	boolean usuallyExpires() {
		return this.chain.links().stream().anyMatch((link) -> SESSIONS.matcher(link.className()).matches());
	}

	/**
	 * Why the holder is bounded by design, or {@code null} when nothing says that it is.
	 */
	@Nullable String bound() {
		return BoundedHolders
			.boundOf(this.chain.links().subList(0, Math.min(this.index + 2, this.chain.links().size())));
	}

	/** Runs of one class linked by one field become their first node. */
	private static List<ReferenceChain.Link> collapse(ReferenceChain chain) {
		List<ReferenceChain.Link> links = new ArrayList<>();
		ReferenceChain.Link before = null;
		for (ReferenceChain.Link link : chain.links()) {
			boolean run = before != null && link.className().equals(before.className()) && !link.isClass()
					&& Internals.isPart(link.className());
			if (run) {
				ReferenceChain.Link first = links.remove(links.size() - 1);
				links.add(new ReferenceChain.Link(first.className(), false, link.reference(), first.address(),
						first.detail()));
			}
			else {
				links.add(link);
			}
			before = link;
		}
		return links;
	}

	private static int indexOf(List<ReferenceChain.Link> links, long address) {
		for (int i = links.size() - 2; i >= 0; i--) {
			if (links.get(i).address() == address) {
				return i;
			}
		}
		return -1;
	}

	private static int innermostContainer(List<ReferenceChain.Link> links) {
		for (int i = links.size() - 2; i >= 0; i--) {
			if (Internals.isPart(links.get(i).className()) || Internals.isContainer(links.get(i).className())) {
				return i;
			}
		}
		return links.isEmpty() ? -1 : 0;
	}

	private static String element(List<ReferenceChain.Link> links, int at) {
		String first = null;
		for (ReferenceChain.Link link : links.subList(at + 1, links.size())) {
			if (!Internals.isPart(link.className())) {
				if (!Internals.isJdk(link.className())) {
					return link.className();
				}
				first = (first != null) ? first : link.className();
			}
		}
		return (first != null) ? first : links.get(links.size() - 1).className();
	}

	private static String mostNotable(Map<String, Integer> classes, int members) {
		Comparator<Map.Entry<String, Integer>> byCount = Map.Entry.comparingByValue();
		return classes.entrySet()
			.stream()
			.filter((entry) -> !Internals.isJdk(entry.getKey()) && entry.getValue() >= NOTABLE * members)
			.max(byCount)
			.or(() -> classes.entrySet().stream().max(byCount))
			.map(Map.Entry::getKey)
			.orElse("unknown");
	}

}
