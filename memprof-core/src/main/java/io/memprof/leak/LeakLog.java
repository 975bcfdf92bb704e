package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
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

	private @Nullable Instant lastGone;

	/**
	 * Takes in what the latest analysis reports.
	 * @return those leaks with their history, and after them the ones that are gone
	 */
	List<LeakInfo> update(List<LeakInfo> reported, Instant now) {
		List<LeakInfo> result = new ArrayList<>();
		for (LeakInfo leak : reported) {
			LeakInfo before = this.leaks.get(leak.fingerprint());
			LeakStatus status = (before == null) ? LeakStatus.NEW : LeakStatus.KNOWN;
			LeakInfo dated = dated(leak, status, (before != null) ? before.firstSeen() : now, now);
			this.leaks.put(leak.fingerprint(), dated);
			result.add(dated);
		}
		for (LeakInfo known : List.copyOf(this.leaks.values())) {
			boolean stillThere = reported.stream().anyMatch((leak) -> leak.fingerprint().equals(known.fingerprint()));
			if (!stillThere) {
				if (known.status() != LeakStatus.GONE) {
					this.lastGone = now;
				}
				LeakInfo gone = dated(known, LeakStatus.GONE, known.firstSeen(), known.lastSeen());
				this.leaks.put(known.fingerprint(), gone);
				result.add(gone);
			}
		}
		return result;
	}

	@Nullable Instant firstSeen(String fingerprint) {
		LeakInfo leak = this.leaks.get(fingerprint);
		return (leak != null && leak.status() != LeakStatus.GONE) ? leak.firstSeen() : null;
	}

	/** When a leak last went, or {@code null} when none has. */
	@Nullable Instant lastGone() {
		return this.lastGone;
	}

	void clear() {
		this.leaks.clear();
		this.lastGone = null;
	}

	private static LeakInfo dated(LeakInfo leak, LeakStatus status, Instant firstSeen, Instant lastSeen) {
		return new LeakInfo(leak.fingerprint(), status, leak.kind(), leak.component(), leak.severity(),
				leak.className(), leak.allocationSite(), leak.operation(), leak.stackTrace(), leak.holder(),
				leak.allocationCount(), leak.totalSizeBytes(), leak.growth(), leak.confidence(), firstSeen, lastSeen,
				leak.evidence(), leak.advice());
	}

}
