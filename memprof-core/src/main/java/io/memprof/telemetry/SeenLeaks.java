package io.memprof.telemetry;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.memprof.leak.LeakInfo;
import io.memprof.leak.Severity;

/**
 * What was counted of each leak already, by fingerprint. Remembers the
 * {@value #MAX_LEAKS} leaks reported last; an older one that comes back counts again.
 * <p>
 * For one thread.
 */
final class SeenLeaks {

	private static final int MAX_LEAKS = 1000;

	private final Map<String, Seen> byFingerprint = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
			return size() > MAX_LEAKS;
		}

	};

	Seen of(LeakInfo leak) {
		return this.byFingerprint.computeIfAbsent(leak.fingerprint(), (key) -> new Seen());
	}

	void clear() {
		this.byFingerprint.clear();
	}

	/**
	 * One leak.
	 */
	static final class Seen {

		private final Set<Severity> severities = EnumSet.noneOf(Severity.class);

		private long allocations;

		/**
		 * Whether it has this severity for the first time.
		 */
		boolean firstAt(Severity severity) {
			return this.severities.add(severity);
		}

		/**
		 * How far the number of allocations is above the highest seen before.
		 */
		long newAllocations(long allocations) {
			long added = Math.max(0, allocations - this.allocations);
			this.allocations += added;
			return added;
		}

	}

}
