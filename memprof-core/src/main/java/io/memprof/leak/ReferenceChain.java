package io.memprof.leak;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * References from a GC root to one object, as JFR found them, or from a bean or static
 * field, as {@link HolderSearch} did. Long chains are cut in the middle by JFR.
 *
 * @param root kind of root, {@code Threads: Stack Variable} say
 * @param bean name of the bean that the first link is, or {@code null} when unknown
 * @param links from the object at the root down to the sampled object
 */
record ReferenceChain(String root, @Nullable String bean, List<Link> links) {

	private static final String SEARCHED_STATIC = "a static field";

	ReferenceChain(String root, List<Link> links) {
		this(root, null, links);
	}

	ReferenceChain {
		links = List.copyOf(links);
	}

	/**
	 * A chain that a search has found from a bean or, without one, from a static field.
	 */
	static ReferenceChain searched(@Nullable String bean, List<Link> links) {
		return new ReferenceChain((bean != null) ? "bean " + bean : SEARCHED_STATIC, bean, links);
	}

	/**
	 * The chain for a person, one reference a line. JFR finds the shortest one, which may
	 * lead through memprof, as it knows the application too; that part is left out.
	 */
	List<String> describe() {
		List<String> lines = new ArrayList<>();
		int own = own();
		boolean searched = this.bean != null || this.root.equals(SEARCHED_STATIC);
		lines.add((own > 0) ? "found through memprof's own reference to the application"
				: (searched ? "found from " : "GC root: ") + this.root);
		this.links.subList(own, this.links.size()).forEach((link) -> lines.add(link.toString()));
		return lines;
	}

	/**
	 * The line of that description on which a link is, or {@code null} when it is left
	 * out.
	 */
	@Nullable Integer lineOf(int link) {
		int line = link - own() + 1;
		return (line > 0) ? line : null;
	}

	/** Links through memprof, all of them before the others. */
	private int own() {
		int own = 0;
		for (int i = 0; i < this.links.size(); i++) {
			own = OldObject.isOwn(this.links.get(i).className()) ? i + 1 : own;
		}
		return own;
	}

	/**
	 * One object on the chain and the reference that leads on from it.
	 *
	 * @param className binary name of its class; for a {@code java.lang.Class} object the
	 * class it stands for
	 * @param isClass whether the object is a {@code java.lang.Class}: the reference is a
	 * static field
	 * @param reference name of the field or {@code [index]} that leads to the next
	 * object, empty for the last
	 * @param address of the object at the time of the walk: tells objects of one walk
	 * apart
	 * @param detail what JFR says besides, the name of a thread say; may be empty
	 */
	record Link(String className, boolean isClass, String reference, long address, String detail) {

		/** Whether it is the same field of an object of the same class. */
		boolean isSameFieldAs(Link other) {
			return this.className.equals(other.className) && this.reference.equals(other.reference);
		}

		@Override
		public String toString() {
			String name = this.isClass ? "static " + this.className : this.className;
			String described = this.detail.isEmpty() ? name : name + " (" + this.detail + ")";
			if (this.reference.isEmpty()) {
				return described;
			}
			return this.reference.startsWith("[") ? described + this.reference : described + "." + this.reference;
		}

	}

}
