package io.memprof.leak;

import java.time.Instant;
import java.util.List;

import io.memprof.allocation.SampledSpan;
import org.jspecify.annotations.Nullable;

/**
 * One potential leak: what accumulates, where it was allocated, for whom, and who holds
 * it.
 * <p>
 * Immutable.
 *
 * @param fingerprint short hash of class and allocating frames, stable across restarts
 * @param status whether it was seen before
 * @param kind which memory it fills
 * @param component component of the allocation site
 * @param severity by size and growth
 * @param className binary name of the class that accumulates
 * @param allocationSite the application frame that allocates, with file and line
 * @param operation outermost application frame, or "none"
 * @param stackTrace allocating stack, innermost frame first
 * @param holder who keeps the objects alive
 * @param allocationCount objects that accumulated, estimated
 * @param totalSizeBytes bytes that accumulated, estimated; those of an analysis that are
 * on the heap together take no more than the live heap then
 * @param growth rate of accumulation
 * @param confidence 0 to 1
 * @param firstSeen first analysis that reported it
 * @param lastSeen last analysis that reported it
 * @param evidence the tests behind it
 * @param advice one sentence on what to do
 * @param span sampled span that allocated last at the site, or {@code null}
 */
public record LeakInfo(String fingerprint, LeakStatus status, LeakKind kind, String component, Severity severity,
		String className, String allocationSite, String operation, List<String> stackTrace, Holder holder,
		long allocationCount, long totalSizeBytes, Growth growth, double confidence, Instant firstSeen,
		Instant lastSeen, List<Reason> evidence, String advice, @Nullable SampledSpan span) {

	public LeakInfo {
		stackTrace = List.copyOf(stackTrace);
		evidence = List.copyOf(evidence);
	}

	/**
	 * A leak of which no span is known.
	 */
	public LeakInfo(String fingerprint, LeakStatus status, LeakKind kind, String component, Severity severity,
			String className, String allocationSite, String operation, List<String> stackTrace, Holder holder,
			long allocationCount, long totalSizeBytes, Growth growth, double confidence, Instant firstSeen,
			Instant lastSeen, List<Reason> evidence, String advice) {
		this(fingerprint, status, kind, component, severity, className, allocationSite, operation, stackTrace, holder,
				allocationCount, totalSizeBytes, growth, confidence, firstSeen, lastSeen, evidence, advice, null);
	}

	/**
	 * Mean size of one accumulated object in bytes.
	 */
	public long averageSizeBytes() {
		return this.totalSizeBytes / Math.max(1, this.allocationCount);
	}

	/** The same leak with its history. */
	LeakInfo dated(String fingerprint, LeakStatus status, Instant firstSeen, Instant lastSeen) {
		return new LeakInfo(fingerprint, status, this.kind, this.component, this.severity, this.className,
				this.allocationSite, this.operation, this.stackTrace, this.holder, this.allocationCount,
				this.totalSizeBytes, this.growth, this.confidence, firstSeen, lastSeen, this.evidence, this.advice,
				this.span);
	}

	/** The same leak of another size. */
	LeakInfo sized(long totalSizeBytes, long allocationCount, Severity severity) {
		return new LeakInfo(this.fingerprint, this.status, this.kind, this.component, severity, this.className,
				this.allocationSite, this.operation, this.stackTrace, this.holder, allocationCount, totalSizeBytes,
				this.growth, this.confidence, this.firstSeen, this.lastSeen, this.evidence, this.advice, this.span);
	}

	/** The same leak with a span that allocates at its site. */
	LeakInfo allocatedIn(SampledSpan span) {
		return new LeakInfo(this.fingerprint, this.status, this.kind, this.component, this.severity, this.className,
				this.allocationSite, this.operation, this.stackTrace, this.holder, this.allocationCount,
				this.totalSizeBytes, this.growth, this.confidence, this.firstSeen, this.lastSeen, this.evidence,
				this.advice, span);
	}

	/** The part of the whole growth that this leak is. */
	double shareOf(@Nullable Growth whole) {
		return (whole != null && whole.mbPerHour() > 0) ? Math.min(1, this.growth.mbPerHour() / whole.mbPerHour()) : 0;
	}

}
