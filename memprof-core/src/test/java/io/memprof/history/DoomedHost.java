package io.memprof.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakVerdict;
import io.memprof.report.MemoryReport;

/**
 * An application that keeps its reports until something ends it. Its arguments are how it
 * ends, the directory, and its session; it prints how many minutes the last report covers
 * that was surely kept.
 */
final class DoomedHost {

	private static final List<byte[]> leak = new ArrayList<>(100_000);

	private final ReportHistory history;

	private final Reports reports;

	private final LeakInfo[] leaks = Reports.leaks(100);

	private DoomedHost(Path directory, String sessionId) {
		this.history = new ReportHistory(new HistorySettings(directory, 10 << 20, Duration.ofDays(30)),
				new ServiceInstance("shop", null, "i"), (known) -> {
				});
		this.reports = new Reports(sessionId);
	}

	public static void main(String[] args) throws IOException {
		DoomedHost host = new DoomedHost(Path.of(args[1]), args[2]);
		switch (args[0]) {
			case "killed" -> host.writeForEver();
			case "out-of-memory" -> host.fillTheHeap();
			case "limited" -> host.writeTooMuch();
			default -> throw new IllegalArgumentException(args[0]);
		}
	}

	private void writeForEver() {
		for (int minute = 1; true; minute++) {
			keep(minute);
			System.out.println("kept=" + minute);
		}
	}

	/** Keeps on writing while there is less and less memory for it. */
	private void fillTheHeap() throws IOException {
		List<MemoryReport> made = new ArrayList<>();
		for (int minute = 1; minute <= 20; minute++) {
			made.add(report(minute));
		}
		this.history.accept(made.get(0));
		int next = 1;
		for (int size = 1 << 20; size > 16; size /= 2) {
			try {
				while (true) {
					leak.add(new byte[size]);
				}
			}
			catch (OutOfMemoryError ex) {
				this.history.accept(made.get(next++));
			}
		}
		leak.clear();
		Map<String, Object> before = Objects.requireNonNull(this.history.document(made.get(0).sessionId()));
		long failures = (long) this.history.state().get("failures");
		this.history.accept(made.get(next));
		System.out.println("before=" + new JsonMembers(before).object("report").number("totalSamples"));
		System.out.println("failures=" + failures + "\nkept=" + made.get(next).totalSamples());
		Runtime.getRuntime().halt(0);
	}

	/** No file may grow beyond a size that the operating system was told. */
	private void writeTooMuch() {
		this.history.accept(this.reports.after(1, LeakVerdict.SUSPECTED, this.leaks[0]));
		keep(2);
		System.out.println("state=" + this.history.state());
		Runtime.getRuntime().halt(0);
	}

	private void keep(int minute) {
		this.history.accept(report(minute));
	}

	private MemoryReport report(int minute) {
		return this.reports.after(minute, LeakVerdict.SUSPECTED, this.leaks);
	}

}
