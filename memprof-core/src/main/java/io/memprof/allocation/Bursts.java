package io.memprof.allocation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells which samples of a thread follow a gap. JFR's throttle lets samples through in
 * bursts, and the first of a burst carries the weight of all that was held back before.
 * For the thread that delivers the events.
 */
final class Bursts {

	private static final int MAX_THREADS = 4_096;

	/** The throttle's windows are 100 ms apart and full within a part of it. */
	private static final Duration GAP = Duration.ofMillis(20);

	private final Map<Long, Instant> last = new LinkedHashMap<>(64, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, Instant> eldest) {
			return size() > MAX_THREADS;
		}
	};

	boolean isFirst(long thread, Instant at) {
		Instant before = this.last.put(thread, at);
		return before == null || Duration.between(before, at).compareTo(GAP) > 0;
	}

}
