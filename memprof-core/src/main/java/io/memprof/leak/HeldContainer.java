package io.memprof.leak;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A container that a search has found, and what lies in it.
 * <p>
 * Keeps nothing of the application alive: names, numbers and one weak reference.
 *
 * @param point the chain from a bean or a static field to the container and on to one of
 * its elements
 * @param size elements when it was found; an estimate for arrays and linked queues
 * @param elementBytes what one element takes with all that belongs to it, estimated from
 * the ones looked at
 * @param opaque whether at least half of the elements lead to objects of their own behind
 * closed fields of the JDK, so that they may take much more
 * @param owners classes whose fields lead to it, with their superclasses, nearest first
 * @param contents classes of sampled objects in it, and how often each was seen
 * @param anchor the object whose field holds the container; for a container within
 * another one the container itself
 * @param field of the anchor, or empty
 */
record HeldContainer(AccumulationPoint point, int size, long elementBytes, boolean opaque, Set<String> owners,
		Map<String, Integer> contents, WeakReference<Object> anchor, String field) {

	HeldContainer {
		owners = Set.copyOf(owners);
		contents = Map.copyOf(contents);
	}

	/**
	 * Whether this is the same place as in an earlier search: a container that was
	 * replaced by another in the same field is.
	 */
	boolean isSamePlaceAs(HeldContainer other) {
		Object object = this.anchor.get();
		return object != null && other.anchor.refersTo(object) && this.field.equals(other.field);
	}

	/**
	 * Whether objects of a kind were seen in it.
	 * @param element by binary name
	 */
	boolean holds(Predicate<String> element) {
		return this.contents.keySet().stream().anyMatch(element);
	}

	@Nullable String bean() {
		return this.point.chain().bean();
	}

}
