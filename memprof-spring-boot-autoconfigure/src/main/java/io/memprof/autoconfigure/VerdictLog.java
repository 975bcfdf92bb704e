package io.memprof.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.LeakVerdict;
import io.memprof.report.MemoryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line when the verdict changes, none in between. For memprof's thread.
 */
final class VerdictLog implements Consumer<MemoryReport> {

	private static final Logger logger = LoggerFactory.getLogger(VerdictLog.class);

	private final ReportAddress address;

	private LeakVerdict last = LeakVerdict.WARMING_UP;

	VerdictLog(ReportAddress address) {
		this.address = address;
	}

	@Override
	public void accept(MemoryReport report) {
		LeakAnalysis analysis = report.leakAnalysis();
		LeakVerdict verdict = analysis.verdict();
		if (verdict == this.last) {
			return;
		}
		String line = "memprof verdict: %s, was %s.%s %s".formatted(verdict, this.last, details(analysis),
				this.address.whereToLook());
		this.last = verdict;
		if (verdict.isAlarm()) {
			logger.warn(line);
		}
		else {
			logger.info(line);
		}
	}

	private static String details(LeakAnalysis analysis) {
		List<LeakInfo> leaks = analysis.potentialLeaks()
			.stream()
			.filter((leak) -> leak.status() != LeakStatus.GONE)
			.toList();
		if (!analysis.verdict().isAlarm() || leaks.isEmpty()) {
			return "";
		}
		String others = (leaks.size() > 1) ? " (and %d more)".formatted(leaks.size() - 1) : "";
		return " " + worst(leaks.get(0)) + others + ".";
	}

	private static String worst(LeakInfo leak) {
		String holder = leak.holder().container();
		return String.format(Locale.ROOT, "%s accumulates, allocated at %s%s: %s, growing %s/h", leak.className(),
				leak.allocationSite(), (holder != null) ? ", held by " + holder : "",
				Words.mebiBytes(leak.totalSizeBytes() / (double) (1 << 20)),
				Words.mebiBytes(leak.growth().mbPerHour()));
	}

}
