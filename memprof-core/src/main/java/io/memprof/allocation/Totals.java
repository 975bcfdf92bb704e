package io.memprof.allocation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes and counts by name, for at most so many names. When they are full, the half with
 * the fewest bytes is merged into {@link #OTHER}, so the large ones survive however many
 * names come by. Not safe for use by several threads.
 */
final class Totals {

	/** Name of all that was merged. */
	static final String OTHER = "other";

	private final int maxNames;

	private final Map<String, Total> byName = new HashMap<>();

	Totals(int maxNames) {
		this.maxNames = maxNames;
	}

	void add(String name, double bytes, double count, double padding) {
		Total total = this.byName.get(name);
		if (total == null) {
			if (this.byName.size() >= this.maxNames) {
				mergeSmallest();
			}
			total = this.byName.computeIfAbsent(name, (key) -> new Total());
		}
		total.add(bytes, count, padding);
	}

	int size() {
		return this.byName.size();
	}

	/**
	 * The largest, by bytes; shares are of the sum over all names.
	 */
	List<AllocationTotal> largest(int most) {
		double all = this.byName.values().stream().mapToDouble((total) -> total.bytes).sum();
		List<Map.Entry<String, Total>> entries = new ArrayList<>(this.byName.entrySet());
		entries.sort(Comparator.comparingDouble((entry) -> -entry.getValue().bytes));
		return entries.stream().limit(most).map((entry) -> entry.getValue().named(entry.getKey(), all)).toList();
	}

	private void mergeSmallest() {
		List<Map.Entry<String, Total>> entries = new ArrayList<>(this.byName.entrySet());
		entries.sort(Comparator.comparingDouble((entry) -> entry.getValue().bytes));
		Total other = this.byName.computeIfAbsent(OTHER, (key) -> new Total());
		for (Map.Entry<String, Total> entry : entries.subList(0, (entries.size() + 1) / 2)) {
			if (entry.getValue() != other) {
				other.add(entry.getValue().bytes, entry.getValue().count, entry.getValue().padding);
				this.byName.remove(entry.getKey());
			}
		}
	}

	/** Running sums of one name. */
	private static final class Total {

		private double bytes;

		private double count;

		private double padding;

		void add(double bytes, double count, double padding) {
			this.bytes += bytes;
			this.count += count;
			this.padding += padding;
		}

		AllocationTotal named(String name, double all) {
			return new AllocationTotal(name, Math.round(this.bytes), Math.round(this.count),
					(all > 0) ? this.bytes / all : 0, EfficiencyScore.of(this.bytes, this.count, this.padding));
		}

	}

}
