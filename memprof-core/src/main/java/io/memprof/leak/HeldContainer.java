package io.memprof.leak;

import java.lang.ref.WeakReference;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A container that a search has found, and what lies in it.
 * <p>
 * Keeps nothing of the application alive: names, numbers and one weak reference.
 *
 * @param point the chain from a bean or a static field to the container and on to one of
 * its elements
 * @param size elements when it was found; an estimate for arrays and linked queues
 * @param contents classes of sampled objects in it, and how often each was seen
 * @param anchor the object whose field holds the container; for a container within
 * another one the container itself
 * @param field of the anchor, or empty
 */
record HeldContainer(AccumulationPoint point, int size, Map<String, Integer> contents, WeakReference<Object> anchor,
		String field) {

	HeldContainer {
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

	/** Whether objects of that class were seen in it. */
	boolean holds(String className) {
		return this.contents.containsKey(className);
	}

	@Nullable String bean() {
		return this.point.chain().bean();
	}

}
