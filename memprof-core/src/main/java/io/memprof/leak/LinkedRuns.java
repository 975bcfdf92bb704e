package io.memprof.leak;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A reference chain on which each run of linked objects counts as one: the nodes of a
 * list or a tree, events that each know the one before, futures that wait for one
 * another.
 * <p>
 * A run is one class that leads to itself through a field, or two classes in turns;
 * collections in collections are none.
 *
 * @param links the chain without the repetitions; the first of a run has the reference
 * that leaves the run
 * @param runs positions of those
 */
record LinkedRuns(List<ReferenceChain.Link> links, Set<Integer> runs) {

	private static final int LONGEST_PERIOD = 2;

	LinkedRuns {
		links = List.copyOf(links);
		runs = Set.copyOf(runs);
	}

	static LinkedRuns of(ReferenceChain chain) {
		List<ReferenceChain.Link> links = new ArrayList<>();
		Set<Integer> runs = new HashSet<>();
		for (ReferenceChain.Link link : chain.links()) {
			int head = headOfRun(links, link);
			if (head < 0) {
				links.add(link);
				continue;
			}
			ReferenceChain.Link first = links.get(head);
			links.subList(head, links.size()).clear();
			runs.removeIf((run) -> run >= head);
			runs.add(head);
			links.add(new ReferenceChain.Link(first.className(), false, link.reference(), first.address(),
					first.detail()));
		}
		return new LinkedRuns(links, runs);
	}

	boolean isRun(int index) {
		return this.runs.contains(index);
	}

	private static int headOfRun(List<ReferenceChain.Link> links, ReferenceChain.Link next) {
		for (int period = 1; period <= LONGEST_PERIOD && period <= links.size() && !next.isClass(); period++) {
			int head = links.size() - period;
			ReferenceChain.Link first = links.get(head);
			boolean linked = !first.isClass() && !first.reference().startsWith("[")
					&& (Internals.isPart(first.className()) || !Internals.isContainer(first.className()));
			if (linked && first.className().equals(next.className())) {
				return head;
			}
		}
		return -1;
	}

}
