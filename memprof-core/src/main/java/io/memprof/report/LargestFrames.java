package io.memprof.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

import io.memprof.allocation.FlameGraph;

/**
 * An allocation tree without its smallest frames, which are most of it and too narrow to
 * be drawn: they are folded into a frame named {@link FlameGraph#OTHER} of their caller.
 * No frame allocates more than its caller, so what is left is a tree.
 *
 * @param tree of at most so many frames and one for what was folded below each of them
 * @param leftOut frames that were folded
 * @param upToBytes what each of those allocated at most
 */
record LargestFrames(FlameGraph tree, int leftOut, long upToBytes) {

	/**
	 * The largest frames of a tree.
	 * @param most frames, but for those that stand for others
	 */
	static LargestFrames of(FlameGraph tree, int most) {
		long[] largestFirst = bytes(tree).map((bytes) -> -bytes).sorted().toArray();
		if (largestFirst.length <= most) {
			return new LargestFrames(tree, 0, 0);
		}
		long upToBytes = -largestFirst[most];
		FlameGraph left = folded(tree, upToBytes);
		return new LargestFrames(left, (int) (real(tree) - real(left)), upToBytes);
	}

	private static FlameGraph folded(FlameGraph frame, long upToBytes) {
		List<FlameGraph> callees = new ArrayList<>();
		long bytes = 0;
		long count = 0;
		for (FlameGraph callee : frame.children()) {
			boolean folds = callee.bytes() <= upToBytes && !callee.frame().equals(FlameGraph.OWN);
			if (folds || callee.frame().equals(FlameGraph.OTHER)) {
				bytes += callee.bytes();
				count += callee.count();
			}
			else {
				callees.add(folded(callee, upToBytes));
			}
		}
		if (bytes > 0 || count > 0) {
			callees.add(new FlameGraph(FlameGraph.OTHER, bytes, count, List.of()));
			callees.sort(Comparator.comparingLong(FlameGraph::bytes).reversed());
		}
		return new FlameGraph(frame.frame(), frame.bytes(), frame.count(), callees);
	}

	private static LongStream bytes(FlameGraph frame) {
		return LongStream.concat(LongStream.of(frame.bytes()),
				frame.children().stream().flatMapToLong(LargestFrames::bytes));
	}

	private static long real(FlameGraph frame) {
		return (frame.frame().equals(FlameGraph.OTHER) ? 0 : 1)
				+ frame.children().stream().mapToLong(LargestFrames::real).sum();
	}

}
