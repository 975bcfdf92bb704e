package io.memprof.leak;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Looks into the JDK's own containers by their public methods, as their fields cannot be
 * opened. Only those are asked whose methods neither change them nor run foreign code: a
 * {@code WeakHashMap} expunges when it is asked for its size, a wrapper may lead to a
 * collection that loads from a database, a subclass may override.
 * <p>
 * Containers that others change meanwhile answer roughly or throw; the caller expects
 * both.
 */
final class JdkContainers {

	/**
	 * Counted one by one, as their size is not kept; more than this are not told apart.
	 */
	private static final int MOST_COUNTED = 100_000;

	/** Slots of an array that are looked at to estimate how many are in use. */
	private static final int SLOTS = 1_024;

	private static final Pattern OWN_STORAGE = Pattern.compile("java\\.util\\.("
			+ "(Linked|Identity)?HashMap|TreeMap|EnumMap|Hashtable|Properties|(Linked)?HashSet|TreeSet|ArrayList|LinkedList"
			+ "|Vector|Stack|ArrayDeque|PriorityQueue|Arrays\\$ArrayList|Collections\\$Singleton\\w+"
			+ "|ImmutableCollections\\$(List12|ListN|Set12|SetN|Map1|MapN)"
			+ "|concurrent\\.(ConcurrentHashMap|ConcurrentHashMap\\$KeySetView|ConcurrentSkipList(Map|Set)"
			+ "|CopyOnWriteArray(List|Set)|ConcurrentLinked(Queue|Deque)|(Linked|Array|Priority)BlockingQueue"
			+ "|LinkedBlockingDeque|LinkedTransferQueue|DelayQueue"
			+ "|ScheduledThreadPoolExecutor\\$DelayedWorkQueue))");

	/** Views of a collection that may be of any class. */
	private static final Pattern WRAPPERS = Pattern
		.compile("java\\.util\\.Collections\\$(SetFromMap|Synchronized(Collection|Set|List|RandomAccessList|Map))");

	/** What a collection with storage of its own iterates with. */
	private static final Pattern PLAIN_SPLITERATORS = Pattern.compile(
			"java\\.util\\.(HashMap|TreeMap|ArrayList|LinkedList|ArrayDeque|concurrent\\.ConcurrentHashMap|concurrent\\."
					+ "ConcurrentSkipListMap)\\$\\w*");

	private static final List<Class<?>> SINGLE = List.of(AtomicReference.class, AtomicReferenceArray.class,
			Optional.class, AbstractMap.SimpleEntry.class);

	private static final List<String> METHODS = List.of("size", "iterator", "entrySet", "isEmpty", "peek", "keySet",
			"getQueue");

	private JdkContainers() {
	}

	/**
	 * Whether elements can be had without a side effect.
	 */
	static boolean canLookInto(Object object) {
		return switch (accessTo(object.getClass())) {
			case NONE -> false;
			case PLAIN -> true;
			case BY_CONTENT -> isPlainInside(object);
		};
	}

	/**
	 * The same as far as the class tells. The answer takes some work and stays.
	 */
	static Access accessTo(Class<?> type) {
		if (type.isArray()) {
			return Access.of(!type.getComponentType().isPrimitive());
		}
		if (SINGLE.stream().anyMatch((single) -> single.isAssignableFrom(type))) {
			return Access.of(isJdk(type));
		}
		if (ThreadPoolExecutor.class.isAssignableFrom(type)) {
			return Access.of(isJdk(type) || overridesNothing(type));
		}
		if (!Map.class.isAssignableFrom(type) && !Collection.class.isAssignableFrom(type)) {
			return Access.NONE;
		}
		if (WRAPPERS.matcher(type.getName()).matches()) {
			return Access.BY_CONTENT;
		}
		Class<?> declared = type;
		while (!isJdk(declared)) {
			declared = declared.getSuperclass();
		}
		return Access
			.of(OWN_STORAGE.matcher(declared.getName()).matches() && (declared == type || overridesNothing(type)));
	}

	/**
	 * How many elements it holds: exact where the container counts them, else estimated
	 * from a part of it.
	 */
	static int size(Object container) {
		if (container instanceof Object[] array) {
			return used(array.length, (index) -> array[index] != null);
		}
		if (container instanceof AtomicReferenceArray<?> array) {
			return used(array.length(), (index) -> array.get(index) != null);
		}
		if (container instanceof Map<?, ?> map) {
			return map.size();
		}
		if (container instanceof ConcurrentLinkedQueue<?> || container instanceof ConcurrentLinkedDeque<?>
				|| container instanceof LinkedTransferQueue<?>) {
			return count(((Collection<?>) container).iterator());
		}
		if (container instanceof Collection<?> collection) {
			return collection.size();
		}
		return 1;
	}

	/**
	 * Some of the elements, and for a map both keys and values.
	 */
	static List<Element> some(Object container, int atMost) {
		List<Element> elements = new ArrayList<>();
		if (container instanceof Object[] array) {
			for (int i = 0; i < Math.min(array.length, SLOTS * 8) && elements.size() < atMost; i++) {
				add(elements, "[i]", array[i]);
			}
		}
		else if (container instanceof AtomicReferenceArray<?> array) {
			for (int i = 0; i < Math.min(array.length(), SLOTS * 8) && elements.size() < atMost; i++) {
				add(elements, "[i]", array.get(i));
			}
		}
		else if (container instanceof AtomicReference<?> reference) {
			add(elements, "value", reference.get());
		}
		else if (container instanceof Optional<?> optional) {
			add(elements, "value", optional.orElse(null));
		}
		else if (container instanceof ThreadPoolExecutor executor) {
			add(elements, "workQueue", executor.getQueue());
		}
		else if (container instanceof AbstractMap.SimpleEntry<?, ?> entry) {
			add(elements, "key", entry.getKey());
			add(elements, "value", entry.getValue());
		}
		else if (container instanceof Map<?, ?> map) {
			someOf(map, atMost, elements);
		}
		else if (isCopiedToIterate(container)) {
			add(elements, "[i]", ((Queue<?>) container).peek());
		}
		else if (container instanceof Collection<?> collection) {
			Iterator<?> iterator = collection.iterator();
			for (int i = 0; i < atMost && iterator.hasNext(); i++) {
				add(elements, "[i]", iterator.next());
			}
		}
		return elements;
	}

	private static void someOf(Map<?, ?> map, int atMost, List<Element> elements) {
		Iterator<? extends Map.Entry<?, ?>> iterator = map.entrySet().iterator();
		for (int i = 0; i < atMost && iterator.hasNext(); i++) {
			Map.Entry<?, ?> entry = iterator.next();
			add(elements, "[value]", entry.getValue());
			add(elements, "[key]", entry.getKey());
		}
	}

	private static boolean isCopiedToIterate(Object container) {
		return container instanceof PriorityBlockingQueue<?> || container.getClass().getName().contains("Delay");
	}

	/**
	 * Creating a spliterator changes nothing, and its class tells whose it is.
	 */
	static boolean isPlainInside(Object wrapper) {
		Set<?> keys = (wrapper instanceof Map<?, ?> map) ? map.keySet() : null;
		Collection<?> viewed = (keys != null) ? keys : (Collection<?>) wrapper;
		return PLAIN_SPLITERATORS.matcher(viewed.spliterator().getClass().getName()).matches();
	}

	private static boolean overridesNothing(Class<?> type) {
		for (var method : type.getMethods()) {
			if (method.getParameterCount() == 0 && METHODS.contains(method.getName())
					&& !isJdk(method.getDeclaringClass())) {
				return false;
			}
		}
		return true;
	}

	/** Of the boot loader, so certainly what its name says. */
	private static boolean isJdk(Class<?> type) {
		return type.getClassLoader() == null;
	}

	private static int count(Iterator<?> iterator) {
		int count = 0;
		while (count < MOST_COUNTED && iterator.hasNext()) {
			iterator.next();
			count++;
		}
		return count;
	}

	private static int used(int length, IntPredicate inUse) {
		int step = length / SLOTS | 1; // odd, as tables often are used at even places
		int looked = 0;
		int used = 0;
		for (int i = 0; i < length; i += step) {
			looked++;
			used += inUse.test(i) ? 1 : 0;
		}
		return (looked == 0) ? 0 : (int) ((long) used * length / looked);
	}

	private static void add(List<Element> elements, String reference, @Nullable Object value) {
		if (value != null) {
			elements.add(new Element(reference, value));
		}
	}

	/**
	 * Whether objects of a class can be looked into.
	 */
	enum Access {

		NONE, PLAIN,
		/** A view, which depends on what it is a view of. */
		BY_CONTENT;

		private static Access of(boolean plain) {
			return plain ? PLAIN : NONE;
		}

	}

	/**
	 * One object in a container.
	 *
	 * @param reference how it hangs there; never a key's text, which may be private
	 */
	record Element(String reference, Object value) {
	}

}
