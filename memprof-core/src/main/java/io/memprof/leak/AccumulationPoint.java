package io.memprof.leak;

import java.util.ArrayList;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;
import org.jspecify.annotations.Nullable;

/**
 * The object on several reference chains where they part: the container in which objects
 * accumulate. It is the object with the most different successors over all chains; runs
 * of linked nodes count as one object, so that a linked list fans out like an array.
 *
 * @param chain a typical chain through it
 * @param index position of the container's inner part on that chain
 * @param linked whether that part is a run of linked objects, each leading to the next
 * @param members chains that go through it
 * @param elementClass class that accumulates: the first below it that is not a part of
 * the container, one of the application before one of a library before one of the JDK, as
 * in a map of lists of orders
 * @param bound why the holder is bounded by design, or {@code null} when nothing says
 * that it is
 */
record AccumulationPoint(ReferenceChain chain, int index, boolean linked, int members, String elementClass,
		@Nullable String bound) {

	private static final Pattern SESSIONS = Pattern.compile(
			"org\\.apache\\.catalina\\.session\\..*|org\\.eclipse\\.jetty\\..*[sS]ession.*|io\\.undertow\\..*Session.*"
					+ "|org\\.springframework\\.session\\..*|org\\.springframework\\.web\\.server\\.session\\..*");

	/** The kind of root, in the words of JFR. */
	private static final String STACK = "Stack Variable";

	/** An application class among the elements is named if it has this share. */
	private static final double NOTABLE = 0.2;

	/**
	 * The accumulation point of the chains, or {@code null} when there are none.
	 * @param naming tells the classes of the application
	 */
	static @Nullable AccumulationPoint of(List<ReferenceChain> chains, ComponentNaming naming) {
		List<LinkedRuns> all = chains.stream().map(LinkedRuns::of).toList();
		Map<Long, Set<Long>> successors = new HashMap<>();
		for (LinkedRuns runs : all) {
			List<ReferenceChain.Link> links = runs.links();
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
		boolean linked = false;
		for (int i = 0; i < all.size(); i++) {
			LinkedRuns runs = all.get(i);
			int at = fansOut ? indexOf(runs.links(), widest) : innermostContainer(runs.links());
			if (at >= 0) {
				members++;
				boolean run = runs.isRun(at);
				elements.merge(element(runs.links(), at, run, naming), 1, Integer::sum);
				if (typical == null) {
					typical = new ReferenceChain(chains.get(i).root(), runs.links());
					index = at;
					linked = run;
				}
			}
		}
		if (typical == null) {
			return null;
		}
		String bound = linked ? null : BoundedHolders.boundOf(typical.links(), index, naming);
		return new AccumulationPoint(typical, index, linked, members, mostNotable(elements, members, naming), bound);
	}

	/**
	 * The holder for a person: container, owner's field, bean.
	 */
	Holder holder(BeanNames beans) {
		List<ReferenceChain.Link> links = this.chain.links();
		int container = container();
		int owner = owner();
		String held = links.get(container).className();
		String described = (owner == container) ? links.get(owner).toString() : held + " in " + links.get(owner);
		String bean = this.chain.bean();
		for (int i = owner; i >= 0 && bean == null; i--) {
			bean = beans.beanOf(links.get(i).className());
		}
		return new Holder(described, bean, this.chain.describe(), suspect(owner), null);
	}

	/**
	 * Whether a chain of the same walk leads through this container, or through another
	 * one in the same field of its owner's class, as for what is kept in several parts.
	 */
	boolean isOn(@Nullable ReferenceChain other) {
		if (other == null) {
			return false;
		}
		ReferenceChain.Link here = this.chain.links().get(this.index);
		ReferenceChain.Link owner = this.chain.links().get(owner());
		boolean named = !Internals.isInside(owner.className());
		return other.links()
			.stream()
			.anyMatch((link) -> link.address() == here.address() || (named && link.isSameFieldAs(owner)));
	}

	/**
	 * Whether a container of another walk is in the same field of its owner's class.
	 */
	boolean isLike(AccumulationPoint other) {
		return this.chain.links().get(owner()).isSameFieldAs(other.chain.links().get(other.owner()));
	}

	/**
	 * Whether only a variable on a stack is known to lead to it, as to anything that is
	 * just being used.
	 */
	boolean isOnStack() {
		return this.chain.root().contains(STACK) && Internals.isInside(this.chain.links().get(owner()).className());
	}

	/** Position of the container as a whole. */
	private int container() {
		int container = (this.linked && this.index > 0) ? this.index - 1 : this.index;
		while (container > 0 && Internals.isPart(this.chain.links().get(container).className())) {
			container--;
		}
		return container;
	}

	/** Position of the object whose field the container is, or of the outermost. */
	private int owner() {
		int owner = container();
		while (owner > 0 && Internals.isInside(this.chain.links().get(owner).className())) {
			owner--;
		}
		return owner;
	}

	/**
	 * The line of the reference that leads to the container from outside it: the field of
	 * its owner, or the root itself where nothing is in between.
	 */
	private @Nullable Integer suspect(int owner) {
		String name = this.chain.links().get(owner).className();
		boolean atRoot = owner == 0 && (this.linked && this.index == 0 || Internals.isInside(name));
		return atRoot ? Integer.valueOf(0) : this.chain.lineOf(owner);
	}

	/**
	 * The same, with what bounds it in fact, or {@code null} when nothing does.
	 */
	AccumulationPoint boundedBy(@Nullable String bound) {
		return new AccumulationPoint(this.chain, this.index, this.linked, this.members, this.elementClass, bound);
	}

	/**
	 * The same, with what accumulates there in fact.
	 */
	AccumulationPoint accumulating(String elementClass) {
		return new AccumulationPoint(this.chain, this.index, this.linked, this.members, elementClass, this.bound);
	}

	/**
	 * What stays the same about the holder between walks and runs.
	 */
	String key() {
		return String.valueOf(holder(BeanNames.NONE).container());
	}

	/**
	 * Whether the objects are of a kind that usually expires: HTTP sessions.
	 */
	boolean usuallyExpires() {
		return this.chain.links().stream().anyMatch((link) -> SESSIONS.matcher(link.className()).matches());
	}

	/**
	 * Whether the objects usually expire and may do so yet.
	 * @param age of the oldest that is known to be held
	 */
	boolean mayYetExpire(Duration age, Windows windows) {
		return usuallyExpires() && age.compareTo(windows.expiry()) < 0;
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
			if (Internals.isInside(links.get(i).className())) {
				return i;
			}
		}
		return links.isEmpty() ? -1 : 0;
	}

	/**
	 * The most telling class from the container down, the nearest of them. Of linked
	 * objects it is they that accumulate, unless they are a collection's.
	 */
	private static String element(List<ReferenceChain.Link> links, int at, boolean run, ComponentNaming naming) {
		return links.subList(run ? at : at + 1, links.size())
			.stream()
			.map(ReferenceChain.Link::className)
			.filter((name) -> !Internals.isPart(name))
			.reduce((nearer, farther) -> (telling(farther, naming) > telling(nearer, naming)) ? farther : nearer)
			.orElse(links.get(links.size() - 1).className());
	}

	private static String mostNotable(Map<String, Integer> classes, int members, ComponentNaming naming) {
		Comparator<Map.Entry<String, Integer>> byCount = Map.Entry.comparingByValue();
		return classes.entrySet()
			.stream()
			.filter((entry) -> telling(entry.getKey(), naming) > 0 && entry.getValue() >= NOTABLE * members)
			.max(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> telling(entry.getKey(), naming))
				.thenComparing(byCount))
			.or(() -> classes.entrySet().stream().max(byCount))
			.map(Map.Entry::getKey)
			.orElse("unknown");
	}

	/**
	 * How much a class says to a person: one of the application, a lambda, a library, the
	 * JDK.
	 */
	private static int telling(String className, ComponentNaming naming) {
		if (Internals.isJdk(className)) {
			return 0;
		}
		if (!naming.isApplication(className)) {
			return 1;
		}
		return className.contains("$$Lambda") ? 2 : 3;
	}

}
