package io.memprof.leak;

import java.util.ArrayList;
import java.util.List;

/**
 * A reference chain for tests, written from the root down. Each step names an object by
 * its class and the field that leads on, so what was reached by the same steps is the
 * same object: it has the same address in one walk, and another one in another.
 * <p>
 * Immutable: the steps to a container can be shared by the chains through it.
 */
final class Chain {

	private final String root;

	private final int walk;

	private final List<ReferenceChain.Link> links;

	private Chain(String root, int walk, List<ReferenceChain.Link> links) {
		this.root = root;
		this.walk = walk;
		this.links = links;
	}

	static Chain chain() {
		return chain(1);
	}

	static Chain chain(int walk) {
		return new Chain("unknown", walk, List.of());
	}

	/**
	 * {@code OrderService.orders -> HashMap.table -> Node[]}, as the map of a service.
	 */
	static Chain mapOf(String owner, String field) {
		return chain().root("Threads").field(owner, field).field("java.util.HashMap", "table");
	}

	Chain root(String kind) {
		return new Chain(kind, this.walk, this.links);
	}

	Chain field(String className, String field) {
		return link(className, false, field, "");
	}

	Chain thread(String className, String name, String field) {
		return link(className, false, field, "Thread Name: " + name);
	}

	Chain staticField(String className, String field) {
		return link(className, true, field, "");
	}

	Chain array(String className, int index) {
		return link(className, false, "[" + index + "]", "");
	}

	/** A run of linked nodes. */
	Chain nodes(int count, String className, String field) {
		Chain chain = this;
		for (int i = 0; i < count; i++) {
			chain = chain.field(className, field);
		}
		return chain;
	}

	/** An entry in the table of a {@code java.util.HashMap}. */
	Chain entry(int index) {
		return array("java.util.HashMap$Node[]", index).field("java.util.HashMap$Node", "value");
	}

	/** The sampled object ends the chain. */
	ReferenceChain to(String className) {
		return new ReferenceChain(this.root, link(className, false, "", "").links);
	}

	private Chain link(String className, boolean isClass, String reference, String detail) {
		List<ReferenceChain.Link> longer = new ArrayList<>(this.links);
		long address = List.of(this.walk, this.links, className, detail).hashCode();
		longer.add(new ReferenceChain.Link(className, isClass, reference, address, detail));
		return new Chain(this.root, this.walk, longer);
	}

}
