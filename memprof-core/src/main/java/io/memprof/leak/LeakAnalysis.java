package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.SampledSpan;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one analysis with its reasons.
 * <p>
 * Immutable.
 *
 * @param at when the analysis ran, or the epoch before the first one
 * @param verdict what memprof says
 * @param since since when it says so
 * @param reasons every test behind the verdict
 * @param growth slope of the live heap, or {@code null} before there is one
 * @param trend the line behind that growth, or {@code null} before there is one
 * @param timeToExhaustion until the limit that binds first is reached at this growth, or
 * {@code null} when nothing grows
 * @param potentialLeaks worst first
 * @param largestAllocations sites that allocate most, at most 20
 * @param suspiciousPatterns observations worth a look, one sentence each
 */
public record LeakAnalysis(Instant at, LeakVerdict verdict, Instant since, List<Reason> reasons,
		@Nullable Growth growth, @Nullable LiveHeapTrend trend, @Nullable Duration timeToExhaustion,
		List<LeakInfo> potentialLeaks, List<AllocationTotal> largestAllocations, List<String> suspiciousPatterns) {

	public LeakAnalysis {
		reasons = List.copyOf(reasons);
		potentialLeaks = List.copyOf(potentialLeaks);
		largestAllocations = List.copyOf(largestAllocations);
		suspiciousPatterns = List.copyOf(suspiciousPatterns);
	}

	/**
	 * Before the first analysis of a session.
	 */
	public static LeakAnalysis notYet(Instant startedAt) {
		return new LeakAnalysis(Instant.EPOCH, LeakVerdict.WARMING_UP, startedAt,
				List.of(new Reason("first analysis", "has not run yet", "one analysis interval", false)), null, null,
				null, List.of(), List.of(), List.of());
	}

	/**
	 * Whether an analysis of this session has run.
	 */
	public boolean hasRun() {
		return this.at.isAfter(Instant.EPOCH);
	}

	/**
	 * The leaks that no analysis of this session has reported before, known to the run
	 * before or not.
	 */
	public List<LeakInfo> firstReported() {
		return this.potentialLeaks.stream().filter((leak) -> leak.firstSeen().equals(this.at)).toList();
	}

	/**
	 * The same as it stands later, when nobody can look.
	 * @param why nobody can
	 */
	LeakAnalysis keptAs(LeakVerdict verdict, Instant since, Reason why) {
		List<Reason> reasons = new ArrayList<>();
		reasons.add(why);
		this.reasons.stream().filter((reason) -> !reason.test().equals(why.test())).forEach(reasons::add);
		List<LeakInfo> known = this.potentialLeaks.stream()
			.map((leak) -> (leak.status() != LeakStatus.NEW) ? leak
					: leak.dated(leak.fingerprint(), LeakStatus.KNOWN, leak.firstSeen(), leak.lastSeen()))
			.toList();
		return new LeakAnalysis(this.at, verdict, since, reasons, this.growth, this.trend, this.timeToExhaustion, known,
				this.largestAllocations, this.suspiciousPatterns);
	}

	/**
	 * The same with the span of each leak whose site has one.
	 * @param spanAt the span that allocated last at a site, or {@code null}
	 */
	public LeakAnalysis tracedBy(Function<String, @Nullable SampledSpan> spanAt) {
		List<LeakInfo> traced = this.potentialLeaks.stream().map((leak) -> {
			SampledSpan span = spanAt.apply(leak.allocationSite());
			return (span != null) ? leak.allocatedIn(span) : leak;
		}).toList();
		return new LeakAnalysis(this.at, this.verdict, this.since, this.reasons, this.growth, this.trend,
				this.timeToExhaustion, traced, this.largestAllocations, this.suspiciousPatterns);
	}

}
