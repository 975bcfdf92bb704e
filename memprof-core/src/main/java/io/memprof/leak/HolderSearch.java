package io.memprof.leak;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FrameReader;
import io.memprof.unit.ThreadUse;
import org.jspecify.annotations.Nullable;

/**
 * Finds the containers of the application that hold many objects, by reflection on a
 * thread of its own and without stopping the application: breadth-first from the beans
 * that exist, and from the static fields of their classes and of classes on allocation
 * stacks.
 * <p>
 * It reads fields of classes that can be opened, and into the JDK's containers by their
 * own methods, see {@link JdkContainers}; it calls no other method of the application.
 * What hangs on a thread, under soft or weak references, or behind closed fields of the
 * JDK is not found. Bounded by objects, depth and processor time; of what is cut off the
 * farthest from the beans goes first. As the application runs on meanwhile, sizes are of
 * different moments.
 */
final class HolderSearch {

	/** A container of fewer elements is no holder worth naming. */
	static final int LARGE = 32;

	/** Elements of a large container that are looked at. */
	private static final int LOOKED_AT = 8;

	/** How deep below a container its contents are learned. */
	private static final int CONTENT_DEPTH = 4;

	private static final int MAX_CONTENTS = 32;

	private static final int MAX_CONTAINERS = 2_000;

	private static final int HEADER_BYTES = 16;

	private static final int FIELD_BYTES = 8;

	/** With its array. */
	private static final int STRING_BYTES = 40;

	/** The node of a map, or the slot of a list. */
	private static final int ENTRY_BYTES = 32;

	/** Elements that lead to what cannot be looked into, of all that are looked at. */
	private static final double OPAQUE_PART = 0.5;

	/** Objects above a container whose classes count as its owners. */
	private static final int OWNERS = 3;

	private static final int CHECK_EVERY = 128;

	private static final int FEW = 1_000;

	/** For a search that waits for a lock of the host. */
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final BeanNames beans;

	private final ComponentNaming naming;

	private final Limits limits;

	private final AtomicBoolean running = new AtomicBoolean();

	/** Objects that the last search met. */
	private volatile int met = FEW;

	private volatile ThreadUse used = ThreadUse.NONE;

	HolderSearch(BeanNames beans, ComponentNaming naming) {
		this(beans, naming, Limits.DEFAULT);
	}

	HolderSearch(BeanNames beans, ComponentNaming naming, Limits limits) {
		this.beans = beans;
		this.naming = naming;
		this.limits = limits;
	}

	/**
	 * Looks for containers now.
	 * @param classes binary names seen on stacks, whose static fields are looked at too;
	 * one that is being initialized must not be among them
	 * @return what was found, nothing when the search had to wait for too long
	 * @throws InterruptedException when the profiler is stopped meanwhile
	 */
	Holders search(Collection<String> classes) throws InterruptedException {
		if (!this.running.compareAndSet(false, true)) {
			return Holders.NONE;
		}
		AtomicReference<@Nullable Holders> result = new AtomicReference<>();
		Thread thread = new Thread(() -> {
			try {
				Pass pass = new Pass(this.naming, this.limits, this.met);
				result.set(pass.run(this.beans, classes));
				this.met = pass.seen.size();
			}
			catch (RuntimeException | LinkageError | StackOverflowError ex) {
				// the application changed under our eyes: no result
			}
			finally {
				this.used = this.used.plus(ThreadUse.ofCurrentThread());
				this.running.set(false);
			}
		}, "memprof-holders");
		thread.setDaemon(true);
		thread.start();
		thread.join(LONGEST_WAIT.toMillis());
		Holders found = result.get();
		return (found != null) ? found : Holders.NONE;
	}

	/**
	 * What all searches have used.
	 */
	ThreadUse used() {
		return this.used;
	}

	/**
	 * Bounds of one search.
	 *
	 * @param objects visited
	 * @param depth references from a bean or static field
	 * @param cpu processor time
	 */
	record Limits(int objects, int depth, Duration cpu) {

		/** About a megabyte of heap for the time of a search: docs/decisions/006. */
		static final Limits DEFAULT = new Limits(200_000, 40, Duration.ofMillis(250));

	}

	/** One search; dropped afterwards with all that it refers to. */
	private static final class Pass {

		private final ComponentNaming naming;

		private final Limits limits;

		/** To grow it was a third of the work of a search. */
		private final Set<Object> seen;

		private final Map<Class<?>, SearchedType> types = new HashMap<>();

		private final Deque<Node> queue = new ArrayDeque<>();

		private final List<Large> found = new ArrayList<>();

		private final long begin = cpuNanos();

		private boolean complete = true;

		Pass(ComponentNaming naming, Limits limits, int expected) {
			this.naming = naming;
			this.limits = limits;
			this.seen = Collections.newSetFromMap(new IdentityHashMap<>(expected));
		}

		Holders run(BeanNames beans, Collection<String> classes) {
			Set<ClassLoader> loaders = new LinkedHashSet<>();
			beans.visitSingletons((name, bean) -> {
				ClassLoader loader = bean.getClass().getClassLoader();
				if (loader != null) {
					loaders.add(loader);
				}
				enqueue(null, "", bean, name);
			});
			if (loaders.isEmpty()) {
				loaders.add(ClassLoader.getSystemClassLoader());
			}
			for (String name : classes) {
				Class<?> type = loaded(name, loaders);
				if (type != null) {
					fieldsOf(typeOf(type));
				}
			}
			int visited = 0;
			while (this.complete && !this.queue.isEmpty()) {
				Node node = this.queue.remove();
				visit(node);
				visited++;
				if (visited % CHECK_EVERY == 0) {
					this.complete = visited < this.limits.objects()
							&& cpuNanos() - this.begin < this.limits.cpu().toNanos();
				}
			}
			List<HeldContainer> containers = this.found.stream()
				.filter((large) -> !large.clearedByCollector)
				.sorted(Comparator.comparingInt((Large large) -> -large.size))
				.map((large) -> large.held(this.naming))
				.toList();
			return new Holders(containers, visited, this.complete, Duration.ofNanos(cpuNanos() - this.begin));
		}

		private void visit(Node node) {
			SearchedType type = typeOf(node.object.getClass());
			try {
				if (type.canLookInto(node.object)) {
					int size = JdkContainers.size(node.object);
					boolean large = size >= LARGE;
					if (large && this.found.size() < MAX_CONTAINERS) {
						node.large = new Large(node, size);
						this.found.add(node.large);
					}
					for (JdkContainers.Element element : JdkContainers.some(node.object, large ? LOOKED_AT : LARGE)) {
						enqueue(node, element.reference(), element.value(), null);
					}
				}
				else if (Proxy.isProxyClass(node.object.getClass())) {
					enqueue(node, "h", Proxy.getInvocationHandler(node.object), null);
				}
				for (Field field : fieldsOf(type)) {
					Object value = field.get(node.object);
					if (value != null) {
						enqueue(node, field.getName(), value, null);
					}
				}
			}
			catch (RuntimeException | IllegalAccessException | LinkageError ex) {
				// changed by the application meanwhile, or closed: the rest goes on
			}
		}

		/** Most references lead to what is known, and need no node. */
		private void enqueue(@Nullable Node parent, String reference, Object object, @Nullable String bean) {
			SearchedType type = typeOf(object.getClass());
			Node node = null;
			if (parent != null && parent.contentsOf() != null) {
				node = new Node(parent, reference, object, bean);
				node.countAsContent(type, bytesOf(object, type));
			}
			int depth = (parent != null) ? parent.depth + 1 : 0;
			if (depth < this.limits.depth() && !type.isLeaf() && this.seen.add(object)) {
				this.queue.add((node != null) ? node : new Node(parent, reference, object, bean));
			}
		}

		private SearchedType typeOf(Class<?> type) {
			SearchedType known = this.types.get(type);
			if (known == null) {
				known = new SearchedType(type);
				this.types.put(type, known);
			}
			return known;
		}

		/** Roughly what one object takes; what it refers to comes extra. */
		private long bytesOf(Object object, SearchedType type) {
			if (object instanceof String text) {
				return STRING_BYTES + text.length();
			}
			if (type.isArray()) {
				return HEADER_BYTES + (long) Array.getLength(object) * type.bytesPerElement();
			}
			return HEADER_BYTES + FIELD_BYTES * (1L + fieldsOf(type).length);
		}

		/**
		 * Fields with references that can be read; static ones are followed at once, the
		 * class being initialized, as objects of it exist or its code runs.
		 */
		private Field[] fieldsOf(SearchedType type) {
			Field[] known = type.fields();
			return (known != null) ? known : type.readFields(this::followStatic, this::typeOf);
		}

		private void followStatic(Class<?> type, Field field) {
			try {
				Object value = field.get(null);
				if (value != null) {
					enqueue(new Node(null, "", type, null), field.getName(), value, null);
				}
			}
			catch (IllegalAccessException | RuntimeException | LinkageError ex) {
				// closed, or its class failed to initialize
			}
		}

		/**
		 * A class whose code was seen to run, from the loader of a bean; code of another
		 * loader is not found.
		 */
		private static @Nullable Class<?> loaded(String name, Set<ClassLoader> loaders) {
			for (ClassLoader loader : loaders) {
				try {
					return Class.forName(name, false, loader);
				}
				catch (ClassNotFoundException | LinkageError ex) {
					// ask the next
				}
			}
			return null;
		}

		private static long cpuNanos() {
			return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
		}

	}

	/** An object and how it was reached. */
	private static final class Node {

		private final @Nullable Node parent;

		/** The reference from the parent to this object. */
		private final String reference;

		private final Object object;

		private final @Nullable String bean;

		private final int depth;

		/** The nearest large container above, if it is near. */
		private final @Nullable Large within;

		private final int below;

		private @Nullable Large large;

		Node(@Nullable Node parent, String reference, Object object, @Nullable String bean) {
			this.parent = parent;
			this.reference = reference;
			this.object = object;
			this.bean = bean;
			this.depth = (parent != null) ? parent.depth + 1 : 0;
			this.within = (parent != null) ? parent.contentsOf() : null;
			this.below = (parent != null) ? parent.distanceBelow() : 1;
		}

		/** The container of which what this refers to is part, or {@code null}. */
		@Nullable Large contentsOf() {
			return (distanceBelow() > CONTENT_DEPTH) ? null : (this.large != null) ? this.large : this.within;
		}

		private int distanceBelow() {
			return (this.large != null) ? 1 : this.below + 1;
		}

		Node directElement() {
			return (this.below > 1 && this.parent != null) ? this.parent.directElement() : this;
		}

		void countAsContent(SearchedType type, long size) {
			if (this.within != null) {
				this.within.saw(this, type, size);
			}
		}

		String className() {
			return FrameReader
				.readable(isClass() ? ((Class<?>) this.object).getName() : this.object.getClass().getName());
		}

		boolean isClass() {
			return this.object instanceof Class<?>;
		}

	}

	/** A large container and its contents so far. */
	private static final class Large {

		private final Node node;

		private final int size;

		private final Map<String, Content> contents = new LinkedHashMap<>();

		private long bytes;

		/** What cannot be looked into, each with the first element that leads to it. */
		private final Map<Object, Node> closed = new IdentityHashMap<>();

		/** Elements behind weak or soft references may be gone already. */
		private boolean clearedByCollector;

		private int elements;

		Large(Node node, int size) {
			this.node = node;
			this.size = size;
		}

		void saw(Node element, SearchedType type, long size) {
			this.bytes += size;
			if (type.isOpaque() && !type.canLookInto(element.object)) {
				this.closed.putIfAbsent(element.object, element.directElement());
			}
			this.clearedByCollector |= element.below == 1 && element.object instanceof Reference<?>;
			this.elements += (element.below == 1 && !element.reference.equals("[key]")) ? 1 : 0;
			String name = type.name();
			Content content = this.contents.get(name);
			if (content == null && this.contents.size() < MAX_CONTENTS) {
				content = new Content(element);
				this.contents.put(name, content);
			}
			if (content != null) {
				content.count++;
			}
		}

		HeldContainer held(ComponentNaming naming) {
			Content telling = telling();
			List<Node> path = new ArrayList<>();
			for (Node at = (telling != null) ? telling.first : this.node; at != null; at = at.parent) {
				path.add(at);
			}
			Collections.reverse(path);
			List<ReferenceChain.Link> links = new ArrayList<>();
			for (int i = 0; i < path.size(); i++) {
				String reference = (i + 1 < path.size()) ? path.get(i + 1).reference : "";
				links.add(new ReferenceChain.Link(path.get(i).className(), path.get(i).isClass(), reference, 0, ""));
			}
			Node root = path.get(0);
			ReferenceChain chain = ReferenceChain.searched(root.bean, links);
			Map<String, Integer> counts = new HashMap<>();
			this.contents.forEach((name, content) -> counts.put(name, content.count));
			Node owner = this.node.parent;
			boolean inField = owner != null && !this.node.reference.startsWith("[");
			long elementBytes = ENTRY_BYTES + this.bytes / Math.max(1, this.elements);
			int index = path.indexOf(this.node);
			return new HeldContainer(
					new AccumulationPoint(chain, index, false, this.size,
							(telling != null) ? telling.first.className() : "unknown",
							bound(chain, index, elementBytes, naming)),
					this.size, elementBytes, isOpaque(), owners(), counts,
					new WeakReference<>((inField && owner != null) ? owner.object : this.node.object),
					inField ? this.node.reference : "");
		}

		/**
		 * What all elements share, a constant say, or what few have, does not grow with
		 * them.
		 */
		private boolean isOpaque() {
			return this.elements > 0 && new HashSet<>(this.closed.values()).size() >= OPAQUE_PART * this.elements;
		}

		/** A limit that would fill the heap before it is reached bounds nothing. */
		private @Nullable String bound(ReferenceChain chain, int index, long elementBytes, ComponentNaming naming) {
			List<Object> around = new ArrayList<>();
			for (Node at = this.node.parent; at != null && around.size() < OWNERS && !at.isClass(); at = at.parent) {
				around.add(at.object);
			}
			DeclaredLimit limit = DeclaredLimit.of(this.node.object, this.size, this.node.reference, around);
			if (limit == null) {
				return BoundedHolders.boundOf(chain.links(), index, naming);
			}
			return (limit.elements() * (double) elementBytes < Runtime.getRuntime().maxMemory()) ? limit.toString()
					: null;
		}

		private Set<String> owners() {
			Set<String> owners = new LinkedHashSet<>();
			int objects = 0;
			for (Node at = this.node; at != null && objects < OWNERS; at = at.parent) {
				Class<?> type = at.isClass() ? (Class<?>) at.object : at.object.getClass();
				objects += (type.getClassLoader() != null) ? 1 : 0;
				for (; type != null && type.getClassLoader() != null; type = type.getSuperclass()) {
					owners.add(FrameReader.readable(type.getName()));
				}
			}
			return owners;
		}

		/**
		 * What accumulates: the nearest class that is no part of a container, one of the
		 * application or a library before one of the JDK.
		 */
		private @Nullable Content telling() {
			return this.contents.values()
				.stream()
				.min(Comparator.comparing((Content content) -> Internals.isPart(content.first.className()))
					.thenComparing((content) -> Internals.isJdk(content.first.className()))
					.thenComparing((content) -> content.first.below)
					.thenComparing((content) -> -content.count))
				.orElse(null);
		}

	}

	/** A class among the contents. */
	private static final class Content {

		private final Node first;

		private int count;

		Content(Node first) {
			this.first = first;
		}

	}

}
