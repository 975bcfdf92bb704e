package io.memprof.history;

import java.time.Instant;
import java.util.Locale;

import io.memprof.leak.LeakIdentity;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakKind;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A leak in short, of this run or of one before.
 * <p>
 * Immutable.
 *
 * @param identity by which it is found again
 * @param status in its own run
 * @param component of the allocation site
 * @param severity by size and growth
 * @param className binary name of the class that accumulates
 * @param allocationSite the application frame that allocates, or {@code null}
 * @param totalSizeBytes bytes that accumulated, estimated
 * @param growthMbPerHour rate of accumulation, or {@code null} where it could not be
 * computed
 * @param firstSeen first analysis of its run that reported it
 * @param lastSeen last analysis of its run that reported it
 */
record RunLeak(LeakIdentity identity, LeakStatus status, String component, Severity severity, String className,
		@Nullable String allocationSite, long totalSizeBytes, @Nullable Double growthMbPerHour, Instant firstSeen,
		Instant lastSeen) {

	static RunLeak of(LeakInfo leak) {
		return new RunLeak(LeakIdentity.of(leak), leak.status(), leak.component(), leak.severity(), leak.className(),
				leak.stackTrace().isEmpty() ? null : leak.allocationSite(), leak.totalSizeBytes(),
				finite(leak.growth().mbPerHour()), leak.firstSeen(), leak.lastSeen());
	}

	/**
	 * A leak of a report as it was written.
	 */
	static RunLeak of(JsonMembers json) throws CorruptRunException {
		LeakIdentity identity = new LeakIdentity(json.text("fingerprint"), json.constant("kind", LeakKind.class),
				json.textOrNull("holder"), json.textOrNull("bean"));
		return new RunLeak(identity, json.constant("status", LeakStatus.class), json.text("component"),
				severity(json.text("severity")), json.text("className"), json.textOrNull("allocationSite"),
				json.number("totalSizeBytes"), json.decimalOrNull("growthRateMbPerHour"), json.time("firstSeen"),
				json.time("lastSeen"));
	}

	boolean isGone() {
		return this.status == LeakStatus.GONE;
	}

	private static @Nullable Double finite(double number) {
		return Double.isFinite(number) ? (Double) (Math.round(number * 1000) / 1000.0) : null;
	}

	private static Severity severity(String text) throws CorruptRunException {
		for (Severity severity : Severity.values()) {
			if (severity.name().toLowerCase(Locale.ROOT).equals(text)) {
				return severity;
			}
		}
		throw new CorruptRunException("has no usable severity");
	}

}
