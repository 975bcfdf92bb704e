package io.memprof.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which runs of a service are removed: those too old, then the oldest until the rest are
 * few and small enough. Runs that go on stay, and the one to compare with, whatever the
 * bounds and the clock say.
 */
final class Retention {

	static final int MOST_RUNS = 100;

	private final HistorySettings settings;

	Retention(HistorySettings settings) {
		this.settings = settings;
	}

	/**
	 * The runs to remove.
	 * @param newestFirst all runs of the service
	 * @param kept those that must stay
	 */
	List<Run> expired(List<Run> newestFirst, Predicate<Run> kept, Instant now) {
		List<Run> expired = new ArrayList<>();
		long count = newestFirst.stream().filter(kept).count();
		long bytes = newestFirst.stream().filter(kept).mapToLong(Run::bytes).sum();
		for (Run run : newestFirst) {
			if (kept.test(run)) {
				continue;
			}
			boolean fits = count < MOST_RUNS && bytes + run.bytes() <= this.settings.maxBytes();
			if (fits && Duration.between(run.writtenAt(), now).compareTo(this.settings.maxAge()) < 0) {
				count++;
				bytes += run.bytes();
			}
			else {
				expired.add(run);
			}
		}
		return expired;
	}

}
