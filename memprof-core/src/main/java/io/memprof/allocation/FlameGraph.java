package io.memprof.allocation;

import java.util.List;

/**
 * One frame of the allocation tree, outermost caller first, ready for a flame graph. The
 * tree is bounded: what did not fit is under a frame named {@link #OTHER}. What memprof's
 * own threads allocate is under one named {@link #OWN}.
 * <p>
 * Immutable.
 *
 * @param frame class and method, {@code io.shop.OrderController.create}
 * @param bytes bytes allocated by this frame and everything it called
 * @param count allocations, estimated
 * @param children callees, largest first
 */
public record FlameGraph(String frame, long bytes, long count, List<FlameGraph> children) {

	/** Frame that stands for all that the bound cut off. */
	public static final String OTHER = "[other]";

	/** Outermost frame of all that memprof's own threads allocate. */
	public static final String OWN = "[memprof]";

	public FlameGraph {
		children = List.copyOf(children);
	}

}
