package io.memprof.allocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StackTreeTests {

	@Test
	void growsFromTheOutermostCallerInwards() {
		StackTree tree = new StackTree(100);
		tree.add(stack("put", "fill", "main"), 30, 3);
		tree.add(stack("read", "main"), 70, 7);
		FlameGraph all = tree.toFlameGraph();
		assertThat(all).isEqualTo(new FlameGraph("all", 100, 10,
				List.of(new FlameGraph("Shop.main", 100, 10, List.of(new FlameGraph("Shop.read", 70, 7, List.of()),
						new FlameGraph("Shop.fill", 30, 3, List.of(new FlameGraph("Shop.put", 30, 3, List.of()))))))));
	}

	@Test
	void whatHasNoStackIsInTheTotalOnly() {
		StackTree tree = new StackTree(100);
		tree.add(List.of(), 30, 3);
		assertThat(tree.toFlameGraph()).isEqualTo(new FlameGraph("all", 30, 3, List.of()));
	}

	@Test
	void memprofsOwnThreadsAreApartFromTheOthers() {
		StackTree tree = new StackTree(100);
		tree.add(stack("put", "main"), 30, 3);
		tree.addOwn(stack("tick", "main"), 70, 7);
		assertThat(tree.toFlameGraph()).isEqualTo(new FlameGraph("all", 100, 10, List.of(
				new FlameGraph(FlameGraph.OWN, 70, 7,
						List.of(new FlameGraph("Shop.main", 70, 7,
								List.of(new FlameGraph("Shop.tick", 70, 7, List.of()))))),
				new FlameGraph("Shop.main", 30, 3, List.of(new FlameGraph("Shop.put", 30, 3, List.of()))))));
	}

	@Test
	void ownStacksAreBoundedToo() {
		StackTree tree = new StackTree(100);
		for (int i = 0; i < 10_000; i++) {
			tree.addOwn(stack("tick" + i, "main"), 10, 1);
			tree.add(stack("put" + i, "main"), 10, 1);
			assertThat(tree.size()).isLessThanOrEqualTo(100);
		}
		assertThat(tree.toFlameGraph().bytes()).isEqualTo(200_000);
		assertThat(child(tree.toFlameGraph(), FlameGraph.OWN).bytes()).isEqualTo(100_000);
	}

	@Test
	void staysBoundedUnderAMillionDistinctStacksAndLosesNothing() {
		StackTree tree = new StackTree(2_000);
		long bytes = 0;
		for (int i = 0; i < 1_000_000; i++) {
			tree.add(stack("a" + i, "b" + i % 1_000, "c" + i % 10), 100, 1);
			bytes += 100;
			if (tree.size() > 2_000) {
				throw new AssertionError(tree.size() + " frames");
			}
		}
		FlameGraph all = tree.toFlameGraph();
		assertThat(all.bytes()).isEqualTo(bytes);
		assertThat(all.count()).isEqualTo(1_000_000);
		assertThat(all.children()).extracting(FlameGraph::frame).contains("Shop.c0", "Shop.c9");
	}

	@Test
	void aLargeBranchSurvivesManySmallOnes() {
		StackTree tree = new StackTree(500);
		for (int i = 0; i < 100_000; i++) {
			tree.add(stack("once" + i, "caller" + i, "main"), 10, 1);
			tree.add(stack("keep", "cache", "main"), 1, 1);
		}
		FlameGraph main = tree.toFlameGraph().children().get(0);
		FlameGraph cache = child(main, "Shop.cache");
		assertThat(cache.bytes()).isEqualTo(100_000);
		assertThat(child(cache, "Shop.keep").bytes()).isEqualTo(100_000);
		assertThat(child(main, FlameGraph.OTHER).bytes()).isPositive();
	}

	@Test
	void childrenNeverAddUpToMoreThanTheirCaller() {
		for (int seed = 0; seed < 20; seed++) {
			Random random = new Random(seed);
			StackTree tree = new StackTree(100);
			for (int i = 0; i < 5_000; i++) {
				tree.add(randomStack(random), random.nextInt(10_000), 1);
			}
			flatten(tree.toFlameGraph())
				.forEach((frame) -> assertThat(frame.children().stream().mapToLong(FlameGraph::bytes).sum())
					.isLessThanOrEqualTo(frame.bytes()));
		}
	}

	@Test
	void belowTheBoundEveryStackIsExact() {
		Random random = new Random(2);
		StackTree tree = new StackTree(100_000);
		Map<List<StackFrame>, Long> oracle = new HashMap<>();
		for (int i = 0; i < 5_000; i++) {
			List<StackFrame> stack = randomStack(random);
			long bytes = random.nextInt(10_000);
			tree.add(stack, bytes, 1);
			for (int from = 0; from < stack.size(); from++) {
				oracle.merge(stack.subList(from, stack.size()), bytes, Long::sum);
			}
		}
		FlameGraph all = tree.toFlameGraph();
		oracle.forEach((stack, bytes) -> assertThat(find(all, stack).bytes()).isEqualTo(bytes));
		assertThat(tree.size()).isEqualTo(oracle.size());
	}

	@Test
	void stacksThatWeighNothingAreBoundedToo() {
		StackTree tree = new StackTree(100);
		for (int i = 0; i < 1_000; i++) {
			tree.add(stack("a" + i, "main"), 0, 0);
		}
		assertThat(tree.size()).isLessThanOrEqualTo(100);
	}

	@Test
	void ofABottomlessRecursionTheOutermostCallsStay() {
		StackTree tree = new StackTree(10_000);
		List<StackFrame> deep = new ArrayList<>();
		for (int i = 0; i < 5_000; i++) {
			deep.add(new StackFrame("Shop", "call" + i, 0));
		}
		tree.add(deep, 100, 1);
		assertThat(tree.size()).isEqualTo(StackTree.MAX_DEPTH);
		assertThat(tree.toFlameGraph().children()).extracting(FlameGraph::frame).containsExactly("Shop.call4999");
	}

	private static List<StackFrame> randomStack(Random random) {
		List<StackFrame> stack = new ArrayList<>();
		for (int depth = random.nextInt(8); depth >= 0; depth--) {
			stack.add(new StackFrame("Shop", "method" + random.nextInt(5), random.nextInt(3)));
		}
		return stack.stream().map((frame) -> new StackFrame(frame.type(), frame.method(), 0)).toList();
	}

	private static FlameGraph find(FlameGraph all, List<StackFrame> stack) {
		FlameGraph node = all;
		for (int i = stack.size() - 1; i >= 0; i--) {
			node = child(node, stack.get(i).name());
		}
		return node;
	}

	private static FlameGraph child(FlameGraph caller, String frame) {
		return caller.children().stream().filter((each) -> each.frame().equals(frame)).findFirst().orElseThrow();
	}

	private static Stream<FlameGraph> flatten(FlameGraph frame) {
		return Stream.concat(Stream.of(frame), frame.children().stream().flatMap(StackTreeTests::flatten));
	}

	private static List<StackFrame> stack(String... methods) {
		return Stream.of(methods).map((method) -> new StackFrame("Shop", method, 0)).toList();
	}

}
