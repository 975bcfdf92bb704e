package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.ComponentNaming;

/**
 * Groups the sampled objects that survive by the path of application code that allocated
 * them, and remembers since when each path keeps objects.
 * <p>
 * Samples are taken in proportion to bytes, so a count is a share of bytes and never a
 * number of instances. Holds at most {@value #MAX_PATHS} paths. For one thread.
 */
final class SurvivingObjects {

	private static final int MAX_PATHS = 2_000;

	private final ComponentNaming naming;

	private final Map<String, Past> pasts = new LinkedHashMap<>(64, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
			return size() > MAX_PATHS;
		}
	};

	private List<OldObject> living = List.of();

	SurvivingObjects(ComponentNaming naming) {
		this.naming = naming;
	}

	/**
	 * Takes in the latest collection of samples.
	 * @param since objects older than this are left out: they belong to start-up
	 */
	void update(List<OldObject> objects, Instant since) {
		this.living = objects.stream().filter((object) -> object.allocatedAt().isAfter(since)).toList();
	}

	List<OldObject> living() {
		return this.living;
	}

	int size() {
		return this.living.size();
	}

	void clear() {
		this.living = List.of();
		this.pasts.clear();
	}

	/**
	 * The groups of at least so many objects, each as deep in the calls as it can be
	 * without losing most of its objects.
	 */
	List<SurvivorGroup> groups(int atLeast) {
		Node root = new Node("");
		for (OldObject object : this.living) {
			Node node = root;
			for (String frame : ApplicationPath.of(object.stack(), this.naming)) {
				node = node.children.computeIfAbsent(frame, Node::new);
				node.objects.add(object);
			}
		}
		List<SurvivorGroup> groups = new ArrayList<>();
		for (Node child : root.children.values()) {
			collect(child, new ArrayList<>(), atLeast, groups);
		}
		groups.sort(Comparator.comparingInt((SurvivorGroup group) -> -group.objects().size()));
		return groups;
	}

	/** Descends while one callee has most of the objects, or several have enough. */
	private void collect(Node node, List<String> above, int atLeast, List<SurvivorGroup> groups) {
		if (node.objects.size() < atLeast) {
			return;
		}
		List<String> path = new ArrayList<>(above);
		path.add(node.frame);
		List<Node> large = node.children.values().stream().filter((child) -> child.objects.size() >= atLeast).toList();
		boolean oneHasMost = large.size() == 1 && large.get(0).objects.size() >= 0.75 * node.objects.size();
		if (oneHasMost || large.size() > 1) {
			large.forEach((child) -> collect(child, path, atLeast, groups));
			return;
		}
		Instant oldest = node.objects.stream().map(OldObject::allocatedAt).min(Comparator.naturalOrder()).orElseThrow();
		Past past = this.pasts.computeIfAbsent(String.join(" > ", path), (unused) -> new Past(oldest));
		groups.add(new SurvivorGroup(path, node.objects, past.firstBirth(oldest, newestOf(this.living))));
	}

	private static Instant newestOf(List<OldObject> objects) {
		return objects.stream().map(OldObject::allocatedAt).max(Comparator.naturalOrder()).orElseThrow();
	}

	/**
	 * For how long a path has kept objects. What it kept long ago counts as long as that
	 * tells something: once its oldest object is clearly older than any became before it
	 * went, the path has begun to keep what it used to release, and its past begins with
	 * that object.
	 */
	private static final class Past {

		/** Ages differ with the time until a dead object is found to be dead. */
		private static final double CLEARLY = 1.3;

		private Instant first;

		private Instant oldest;

		private Duration longestLife = Duration.ZERO;

		Past(Instant oldest) {
			this.first = oldest;
			this.oldest = oldest;
		}

		Instant firstBirth(Instant oldestNow, Instant now) {
			if (oldestNow.isAfter(this.oldest.plus(OldObject.ERROR))) {
				Duration life = Duration.between(this.oldest, now);
				this.longestLife = (life.compareTo(this.longestLife) > 0) ? life : this.longestLife;
			}
			this.oldest = oldestNow;
			this.first = oldestNow.isBefore(this.first) ? oldestNow : this.first;
			double age = Duration.between(oldestNow, now).toMillis();
			if (!this.longestLife.isZero() && age >= CLEARLY * this.longestLife.toMillis()) {
				this.first = oldestNow;
			}
			return this.first;
		}

	}

	/** One frame and the objects allocated below it. */
	private static final class Node {

		private final String frame;

		private final List<OldObject> objects = new ArrayList<>();

		private final Map<String, Node> children = new LinkedHashMap<>();

		Node(String frame) {
			this.frame = frame;
		}

	}

}
