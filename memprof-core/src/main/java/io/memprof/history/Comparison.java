package io.memprof.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakVerdict;
import io.memprof.report.MemoryReport;
import org.jspecify.annotations.Nullable;

/**
 * The leaks of this run beside those of a run before.
 * <p>
 * Immutable.
 *
 * @param with the run before
 * @param leaks those of this run that are there, then those of the run before
 */
record Comparison(Run with, List<Compared> leaks) {

	Comparison {
		leaks = List.copyOf(leaks);
	}

	/** What became of a leak. */
	enum Change {

		/** It is there and was there. */
		KNOWN,
		/** It is there and was not. */
		NEW,
		/** It was there, is not, and would have shown by now. */
		GONE,
		/** It was there, is not, and may still come. */
		NOT_SEEN_YET

	}

	/**
	 * One leak.
	 *
	 * @param change what became of it
	 * @param before in the run before, or {@code null}
	 * @param now in this run, or {@code null} when it is not there
	 */
	record Compared(Change change, @Nullable RunLeak before, @Nullable RunLeak now) {
	}

	static Comparison of(Run before, MemoryReport report) {
		LeakAnalysis analysis = report.leakAnalysis();
		List<RunLeak> current = analysis.potentialLeaks().stream().map(RunLeak::of).toList();
		List<Compared> compared = new ArrayList<>();
		for (RunLeak leak : current) {
			if (!leak.isGone()) {
				RunLeak known = before.find(leak);
				compared.add(new Compared((known != null) ? Change.KNOWN : Change.NEW, known, leak));
			}
		}
		for (RunLeak leak : before.leaks()) {
			List<RunLeak> again = current.stream().filter((own) -> own.identity().isSameAs(leak.identity())).toList();
			if (!leak.isGone() && again.stream().allMatch(RunLeak::isGone)) {
				boolean gone = !again.isEmpty() || wouldHaveShown(leak, before, report);
				compared.add(new Compared(gone ? Change.GONE : Change.NOT_SEEN_YET, leak, null));
			}
		}
		return new Comparison(before, compared);
	}

	/**
	 * Not before there is a verdict that excludes it, nor before this run has lasted as
	 * long as the one before took to report it.
	 */
	private static boolean wouldHaveShown(RunLeak leak, Run before, MemoryReport report) {
		LeakVerdict verdict = report.leakAnalysis().verdict();
		Duration took = Duration.between(before.startedAt(), leak.firstSeen());
		Instant analysed = report.leakAnalysis().at();
		return Run.isJudgement(verdict) && verdict != LeakVerdict.GROWING
				&& Duration.between(report.startedAt(), analysed).compareTo(took) >= 0;
	}

}
