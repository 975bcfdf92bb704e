package io.memprof.leak;

import java.util.List;

import io.memprof.unit.MebiBytes;
import io.memprof.unit.Reading;

/**
 * Holds the estimated sizes of leaks against what was measured.
 * <p>
 * A leak is as large as it has grown by since its objects accumulate. That goes too far
 * once the heap was emptied while the growth is still that of the time before.
 */
final class LeakSizes {

	private LeakSizes() {
	}

	/**
	 * The leaks, those of the heap made smaller in proportion until they fit in it
	 * together.
	 * @param liveHeap after the latest collection
	 */
	static List<LeakInfo> within(Reading liveHeap, List<LeakInfo> leaks) {
		double together = leaks.stream().filter(LeakSizes::isOnHeap).mapToDouble(LeakInfo::totalSizeBytes).sum();
		double share = liveHeap.bytesOr(Long.MAX_VALUE) / together;
		return (share < 1) ? leaks.stream().map((leak) -> isOnHeap(leak) ? scaled(leak, share) : leak).toList() : leaks;
	}

	private static boolean isOnHeap(LeakInfo leak) {
		return leak.kind() == LeakKind.HEAP;
	}

	private static LeakInfo scaled(LeakInfo leak, double share) {
		long bytes = (long) (leak.totalSizeBytes() * share);
		return leak.sized(bytes, Math.max(1, (long) (leak.allocationCount() * share)),
				Severity.of(MebiBytes.fromBytes(bytes), leak.growth().mbPerHour()));
	}

}
