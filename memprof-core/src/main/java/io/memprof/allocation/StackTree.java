package io.memprof.allocation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Bytes and counts by stack, as a tree from the outermost caller inwards, of at most so
 * many frames. When it is full, the branches with the fewest bytes are folded into a
 * frame named {@link FlameGraph#OTHER} of their caller. Not safe for use by several
 * threads.
 */
final class StackTree {

	/** Frames kept: about 3 MB. */
	static final int MAX_FRAMES = 20_000;

	/**
	 * Calls kept of one stack, the outermost: JFR gives 64 unless told otherwise, and the
	 * tree is walked by recursion.
	 */
	static final int MAX_DEPTH = 256;

	private final int maxFrames;

	private Node root = new Node();

	private int frames;

	StackTree(int maxFrames) {
		this.maxFrames = maxFrames;
	}

	/**
	 * Adds to a stack, given innermost frame first.
	 */
	void add(List<StackFrame> stack, double bytes, double count) {
		add(stack, false, bytes, count);
	}

	/**
	 * The same for a stack of one of memprof's own threads.
	 */
	void addOwn(List<StackFrame> stack, double bytes, double count) {
		add(stack, true, bytes, count);
	}

	private void add(List<StackFrame> stack, boolean own, double bytes, double count) {
		int innermost = Math.max(0, stack.size() - MAX_DEPTH);
		if (this.frames + stack.size() - innermost + (own ? 1 : 0) > this.maxFrames) {
			fold();
		}
		Node node = this.root;
		node.add(bytes, count);
		if (own) {
			node = child(node, FlameGraph.OWN);
			node.add(bytes, count);
		}
		for (int i = stack.size() - 1; i >= innermost; i--) {
			node = child(node, stack.get(i).name());
			node.add(bytes, count);
		}
	}

	int size() {
		return this.frames;
	}

	/**
	 * The tree as it is now, under a frame named {@code all}.
	 */
	FlameGraph toFlameGraph() {
		return this.root.toFlameGraph("all");
	}

	private Node child(Node parent, String frame) {
		Node child = parent.children.get(frame);
		if (child == null) {
			child = new Node();
			parent.put(frame, child);
			this.frames++;
		}
		return child;
	}

	/** Folds until a quarter is free, with a rising bar. */
	private void fold() {
		double bar = Math.max(1, this.root.bytes / this.maxFrames);
		while (this.frames > this.maxFrames * 3 / 4) {
			this.frames = fold(this.root, bar);
			bar *= 2;
		}
	}

	/** Says how many frames are left below the node. */
	private static int fold(Node node, double bar) {
		int left = 0;
		double bytes = 0;
		double count = 0;
		for (Iterator<Map.Entry<String, Node>> it = node.several().entrySet().iterator(); it.hasNext();) {
			Map.Entry<String, Node> entry = it.next();
			Node child = entry.getValue();
			if (child.bytes < bar) {
				bytes += child.bytes;
				count += child.count;
				it.remove();
			}
			else {
				left += 1 + (child.children.isEmpty() ? 0 : fold(child, bar));
			}
		}
		if (bytes > 0 && left > 0) {
			Node other = node.children.get(FlameGraph.OTHER);
			if (other == null) {
				other = new Node();
				node.put(FlameGraph.OTHER, other);
				left++;
			}
			other.add(bytes, count);
		}
		return left;
	}

	/** One frame under its caller. */
	private static final class Node {

		private double bytes;

		private double count;

		private Map<String, Node> children = Map.of();

		void add(double bytes, double count) {
			this.bytes += bytes;
			this.count += count;
		}

		void put(String frame, Node child) {
			if (this.children.isEmpty()) {
				this.children = Map.of(frame, child);
			}
			else {
				several().put(frame, child);
			}
		}

		/**
		 * Most frames have one callee, and a hash map takes five times as much for it.
		 */
		Map<String, Node> several() {
			if (!(this.children instanceof HashMap)) {
				this.children = new HashMap<>(this.children);
			}
			return this.children;
		}

		FlameGraph toFlameGraph(String frame) {
			List<FlameGraph> callees = this.children.isEmpty() ? List.of()
					: this.children.entrySet()
						.stream()
						.map((entry) -> entry.getValue().toFlameGraph(entry.getKey()))
						.sorted(Comparator.comparingLong(FlameGraph::bytes).reversed())
						.toList();
			return new FlameGraph(frame, Math.round(this.bytes), Math.round(this.count), callees);
		}

	}

}
