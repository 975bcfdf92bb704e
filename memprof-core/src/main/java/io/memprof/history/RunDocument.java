package io.memprof.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.leak.LeakAnalysis;
import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;

/**
 * The JSON object that a file holds: a few words on the run, and its report as the
 * endpoint answered it.
 */
final class RunDocument {

	static final String FORMAT_MEMBER = "memprofHistory";

	static final long FORMAT = 1;

	private RunDocument() {
	}

	/**
	 * A document of at most that many bytes; of many leaks the least bad are left out.
	 */
	static Map<String, Object> of(long number, ServiceInstance owner, String process, Ending ending, Instant writtenAt,
			MemoryReport report, long maxBytes) {
		int leaks = report.leakAnalysis().potentialLeaks().size();
		while (true) {
			Map<String, Object> document = header(number, owner, process, ending, writtenAt, report);
			document.put("leaksLeftOut", (long) report.leakAnalysis().potentialLeaks().size() - leaks);
			document.put("report", JsonReport.of(worst(report, leaks)));
			if (leaks == 0 || JsonWriter.size(document) <= maxBytes) {
				return document;
			}
			leaks /= 2;
		}
	}

	private static Map<String, Object> header(long number, ServiceInstance owner, String process, Ending ending,
			Instant writtenAt, MemoryReport report) {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put(FORMAT_MEMBER, FORMAT);
		header.put("run", number);
		header.put("service", owner.service());
		if (owner.version() != null) {
			header.put("version", owner.version());
		}
		header.put("instance", owner.instance());
		header.put("process", process);
		header.put("sessionId", report.sessionId());
		header.put("startedAt", time(report.startedAt()));
		header.put("writtenAt", time(writtenAt));
		header.put("ended", ending.name());
		return header;
	}

	static String time(Instant time) {
		return time.truncatedTo(ChronoUnit.MILLIS).toString();
	}

	private static MemoryReport worst(MemoryReport report, int leaks) {
		LeakAnalysis all = report.leakAnalysis();
		if (leaks == all.potentialLeaks().size()) {
			return report;
		}
		LeakAnalysis some = new LeakAnalysis(all.at(), all.verdict(), all.since(), all.reasons(), all.growth(),
				all.trend(), all.timeToExhaustion(), all.potentialLeaks().subList(0, leaks), all.largestAllocations(),
				all.suspiciousPatterns());
		List<String> recommendations = report.recommendations();
		return new MemoryReport(report.sessionId(), report.state(), report.startedAt(), report.generatedAt(),
				report.totalSamples(), report.memory(), report.pressure(), report.snapshot(), some,
				report.allocations(), recommendations.subList(0, Math.min(leaks + 1, recommendations.size())),
				report.applicationPackages(), report.cost());
	}

}
