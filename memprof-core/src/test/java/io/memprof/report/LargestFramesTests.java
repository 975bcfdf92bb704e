package io.memprof.report;

import java.util.List;

import io.memprof.allocation.FlameGraph;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LargestFramesTests {

	private static final FlameGraph TREE = frame("all", 100,
			frame("a.A.run", 70, frame("a.A.large", 50), frame("a.A.small", 12), frame("a.A.smaller", 8)),
			frame("b.B.run", 30, frame("b.B.only", 30)));

	@Test
	void aTreeThatIsSmallEnoughStaysAsItIs() {
		assertThat(LargestFrames.of(TREE, 7)).isEqualTo(new LargestFrames(TREE, 0, 0));
	}

	@Test
	void theSmallestFramesAreFoldedIntoOneOfTheirCaller() {
		LargestFrames largest = LargestFrames.of(TREE, 5);

		assertThat(largest.tree())
			.isEqualTo(frame("all", 100, frame("a.A.run", 70, frame("a.A.large", 50), frame(FlameGraph.OTHER, 20)),
					frame("b.B.run", 30, frame("b.B.only", 30))));
		assertThat(largest.leftOut()).isEqualTo(2);
		assertThat(largest.upToBytes()).isEqualTo(12);
	}

	@Test
	void whatWasFoldedBeforeIsFoldedWithIt() {
		FlameGraph tree = frame("all", 100, frame("a.A.run", 60), frame(FlameGraph.OTHER, 25), frame("b.B.run", 15));

		LargestFrames largest = LargestFrames.of(tree, 2);

		assertThat(largest.tree()).isEqualTo(frame("all", 100, frame("a.A.run", 60), frame(FlameGraph.OTHER, 40)));
		assertThat(largest.leftOut()).isEqualTo(1);
	}

	@Test
	void memprofsOwnFrameStays() {
		FlameGraph tree = frame("all", 100, frame("a.A.run", 90), frame(FlameGraph.OWN, 10, frame("c.C.run", 10)));

		assertThat(LargestFrames.of(tree, 2).tree())
			.isEqualTo(frame("all", 100, frame("a.A.run", 90), frame(FlameGraph.OWN, 10, frame(FlameGraph.OTHER, 10))));
	}

	private static FlameGraph frame(String name, long bytes, FlameGraph... callees) {
		return new FlameGraph(name, bytes, bytes, List.of(callees));
	}

}
