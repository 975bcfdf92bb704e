package io.memprof.leak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.memprof.snapshot.MemoryLimits;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.MebiBytes;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * When the memory is used up if everything goes on as it does: for the limit that binds
 * first. The interval is the one of the growth; without an upper end the growth may be
 * zero.
 *
 * @param limit in words
 * @param time best estimate
 * @param soonest at the upper end of the growth
 * @param latest at its lower end, or {@code null} when that is zero
 */
record Exhaustion(String limit, Duration time, Duration soonest, @Nullable Duration latest) {

	/** Beyond ten years a projection says nothing. */
	private static final double FARTHEST_HOURS = 10 * 365 * 24.0;

	/**
	 * The first limit to be reached, or {@code null} when none is within ten years.
	 * @param live live heap at the end of its trend, in bytes
	 * @param heap growth of the live heap, or {@code null} when it does not grow
	 * @param leaks those that are there now
	 */
	static @Nullable Exhaustion of(double live, @Nullable Growth heap, List<LeakInfo> leaks, MemorySnapshot snapshot,
			MemoryLimits limits) {
		List<Exhaustion> all = new ArrayList<>();
		Growth metaspace = sum(leaks, LeakKind.METASPACE);
		Growth direct = sum(leaks, LeakKind.DIRECT);
		Growth resident = sum(
				List.of((heap != null) ? heap : new Growth(0, 0, 0), metaspace, direct, sum(leaks, LeakKind.NATIVE)));
		if (heap != null) {
			add(all, "heap maximum", snapshot.heapMax(), live, heap);
		}
		add(all, "maximum of metaspace", limits.metaspace(), snapshot.metaspace(), metaspace);
		add(all, "maximum of direct memory", limits.direct(), snapshot.direct().bytesOr(0), direct);
		if (snapshot.rss().isAvailable()) {
			add(all, "container limit", snapshot.containerLimit(), snapshot.rss().bytes(), resident);
		}
		return all.stream().min(Comparator.comparing(Exhaustion::time)).orElse(null);
	}

	/**
	 * For the list of reasons, {@code 2 h 10 min (1 h 40 min to 3 h 0 min)}.
	 */
	Reason reason() {
		String value = words(this.time) + " (" + words(this.soonest) + " to "
				+ ((this.latest != null) ? words(this.latest) : "never") + ")";
		return new Reason("time until the " + this.limit + " is exhausted", value, "at the growth measured", true);
	}

	private static void add(List<Exhaustion> all, String name, Reading limit, double used, Growth growth) {
		if (!limit.isAvailable() || growth.mbPerHour() <= 0) {
			return;
		}
		double roomMb = Math.max(0, MebiBytes.fromBytes(limit.bytes() - used));
		if (roomMb / growth.mbPerHour() < FARTHEST_HOURS) {
			boolean bounded = growth.low() > 0 && roomMb / growth.low() < FARTHEST_HOURS;
			all.add(new Exhaustion(name, hours(roomMb / growth.mbPerHour()),
					hours(roomMb / Math.max(growth.high(), growth.mbPerHour())),
					bounded ? hours(roomMb / growth.low()) : null));
		}
	}

	private static Growth sum(List<LeakInfo> leaks, LeakKind kind) {
		return sum(leaks.stream()
			.filter((leak) -> leak.kind() == kind && leak.status() != LeakStatus.GONE)
			.map(LeakInfo::growth)
			.toList());
	}

	private static Growth sum(List<Growth> parts) {
		return new Growth(parts.stream().mapToDouble(Growth::mbPerHour).sum(),
				parts.stream().mapToDouble(Growth::low).sum(), parts.stream().mapToDouble(Growth::high).sum());
	}

	private static Duration hours(double hours) {
		return Duration.ofSeconds(Math.round(hours * 3600));
	}

	private static String words(Duration time) {
		if (time.toDays() > 1) {
			return time.toDays() + " d " + time.toHoursPart() + " h";
		}
		if (time.toHours() > 0) {
			return time.toHours() + " h " + time.toMinutesPart() + " min";
		}
		return (time.toMinutes() > 0) ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
				: time.toSeconds() + " s";
	}

}
