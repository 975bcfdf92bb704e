package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private @Nullable Instant lastGone;

	/**
	 * Takes in what the latest analysis reports.
	 * @param grace how long a leak stays that is not reported any more: samples are few,
	 * and one analysis without evidence is no evidence of absence
	 * @return those leaks with their history, and after them the ones that are gone
	 */
	List<LeakInfo> update(List<LeakInfo> reported, Instant now, Duration grace) {
		List<LeakInfo> result = new ArrayList<>();
		for (LeakInfo leak : reported) {
			LeakInfo before = this.leaks.get(leak.fingerprint());
			LeakStatus status = (before == null) ? LeakStatus.NEW : LeakStatus.KNOWN;
			if (before == null || before.status() == LeakStatus.GONE) {
				this.present.put(leak.fingerprint(), now);
			}
			LeakInfo dated = dated(leak, status, (before != null) ? before.firstSeen() : now, now);
			this.leaks.put(leak.fingerprint(), dated);
			result.add(dated);
		}
		for (LeakInfo known : List.copyOf(this.leaks.values())) {
			boolean stillThere = reported.stream().anyMatch((leak) -> leak.fingerprint().equals(known.fingerprint()));
			if (!stillThere) {
				boolean gone = known.status() == LeakStatus.GONE || !known.lastSeen().plus(grace).isAfter(now);
				if (gone && known.status() != LeakStatus.GONE) {
					this.lastGone = now;
				}
				LeakInfo kept = dated(known, gone ? LeakStatus.GONE : LeakStatus.KNOWN, known.firstSeen(),
						known.lastSeen());
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
		this.lastGone = null;
	}

	private static LeakInfo dated(LeakInfo leak, LeakStatus status, Instant firstSeen, Instant lastSeen) {
		return new LeakInfo(leak.fingerprint(), status, leak.kind(), leak.component(), leak.severity(),
				leak.className(), leak.allocationSite(), leak.operation(), leak.stackTrace(), leak.holder(),
				leak.allocationCount(), leak.totalSizeBytes(), leak.growth(), leak.confidence(), firstSeen, lastSeen,
				leak.evidence(), leak.advice());
	}

}
