package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the leaks of this session by fingerprint: since when, and which are gone. At
 * most {@value #MAX_LEAKS}, the oldest are forgotten. For one thread.
 */
final class LeakLog {

	private static final int MAX_LEAKS = 200;

	private final Map<String, LeakInfo> leaks = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, LeakInfo> eldest) {
			return size() > MAX_LEAKS;
		}
	};

	private final Map<String, Instant> present = new HashMap<>();

	private List<LeakIdentity> earlier = List.of();

	private @Nullable Instant lastGone;

	private Instant notLookedUntil = Instant.EPOCH;

	/**
	 * Nobody has looked for leaks up to now: that they were not seen does not count.
	 */
	void notLooked(Instant until) {
		this.notLookedUntil = until;
	}

	/**
	 * Leaks of a run before this session: they are known from the first report on.
	 */
	void expect(List<LeakIdentity> earlier) {
		this.earlier = List.copyOf(earlier);
	}

	/**
	 * Takes in what the latest analysis reports.
	 * @param grace how long a leak stays that is not reported any more: samples are few,
	 * and one analysis without evidence is no evidence of absence
	 * @return those leaks with their history, and after them the ones that are gone
	 */
	List<LeakInfo> update(List<LeakInfo> reported, Instant now, Duration grace) {
		List<LeakInfo> result = new ArrayList<>();
		Set<String> there = new HashSet<>();
		for (LeakInfo leak : reported) {
			LeakInfo before = before(leak);
			String fingerprint = (before != null) ? before.fingerprint() : leak.fingerprint();
			if (!there.add(fingerprint)) {
				continue;
			}
			LeakStatus status = (before == null && !isExpected(leak)) ? LeakStatus.NEW : LeakStatus.KNOWN;
			if (before == null || before.status() == LeakStatus.GONE) {
				this.present.put(fingerprint, now);
			}
			LeakInfo dated = leak.dated(fingerprint, status, (before != null) ? before.firstSeen() : now, now);
			this.leaks.put(fingerprint, dated);
			result.add(dated);
		}
		for (LeakInfo known : List.copyOf(this.leaks.values())) {
			if (!there.contains(known.fingerprint())) {
				boolean gone = known.status() == LeakStatus.GONE
						|| !later(known.lastSeen(), this.notLookedUntil).plus(grace).isAfter(now);
				if (gone && known.status() != LeakStatus.GONE) {
					this.lastGone = now;
				}
				LeakInfo kept = known.dated(known.fingerprint(), gone ? LeakStatus.GONE : LeakStatus.KNOWN,
						known.firstSeen(), known.lastSeen());
				this.leaks.put(known.fingerprint(), kept);
				result.add(kept);
			}
		}
		this.present.keySet().retainAll(this.leaks.keySet());
		return result;
	}

	/**
	 * Since when a leak that is there now has been there without a break.
	 */
	Instant presentSince(LeakInfo leak) {
		return this.present.getOrDefault(leak.fingerprint(), leak.firstSeen());
	}

	/** Whether a leak of that fingerprint was there at the latest analysis. */
	boolean isPresent(String fingerprint) {
		LeakInfo leak = this.leaks.get(fingerprint);
		return leak != null && leak.status() != LeakStatus.GONE;
	}

	/** When a leak last went, or {@code null} when none has. */
	@Nullable Instant lastGone() {
		return this.lastGone;
	}

	void clear() {
		this.leaks.clear();
		this.present.clear();
		this.earlier = List.of();
		this.lastGone = null;
		this.notLookedUntil = Instant.EPOCH;
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private boolean isExpected(LeakInfo leak) {
		LeakIdentity identity = LeakIdentity.of(leak);
		return this.earlier.stream().anyMatch(identity::isSameAs);
	}

	/**
	 * The same leak as it was reported before: by fingerprint first, else by who holds
	 * it.
	 */
	private @Nullable LeakInfo before(LeakInfo leak) {
		LeakInfo same = this.leaks.get(leak.fingerprint());
		if (same != null) {
			return same;
		}
		LeakIdentity identity = LeakIdentity.of(leak);
		return this.leaks.values()
			.stream()
			.filter((known) -> LeakIdentity.of(known).isHeldAs(identity))
			.findFirst()
			.orElse(null);
	}

}
