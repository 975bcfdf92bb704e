package io.memprof.e2e;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the JVM or its machine withholds. Each method is one JVM.
 */
final class MachineFaults {

	private static final int CHUNKS = 20;

	private final FaultApplication application;

	private final FaultTable table;

	MachineFaults(FaultApplication application, FaultTable table) {
		this.application = application;
		this.table = table;
	}

	void jfrIsOff() throws Exception {
		try (FaultHost host = this.application.start("jfr-off", List.of(), "-XX:-FlightRecorder")) {
			withoutJfr(host, Fault.JFR_OFF, "-XX:-FlightRecorder");
		}
	}

	void jfrIsLeftOut() throws Exception {
		try (FaultHost host = this.application.start("jfr-left-out", List.of(),
				"--limit-modules=java.se,jdk.management,jdk.unsupported")) {
			withoutJfr(host, Fault.JFR_LEFT_OUT, "no module jdk.jfr");
		}
	}

	void tempIsFull() throws Exception {
		try (FaultHost host = this.application.start("temp-full", List.of("mount -t tmpfs -o size=16m tmpfs tmp"))) {
			withoutJfr(host, Fault.TEMP_FULL, "are free in");
		}
	}

	void tempIsReadOnlyAndProcIsUnreadable() throws Exception {
		// at its begin, the memory of a process cannot be read
		String unreadable = "for file in status cgroup mountinfo; do mount --bind /proc/$$/mem /proc/$$/$file; done";
		try (FaultHost host = this.application.start("read-only",
				List.of("mount -t tmpfs -o ro tmpfs tmp", unreadable))) {
			withoutJfr(host, Fault.TEMP_READ_ONLY, "needs a directory it can write to");
			withoutProc(host);
		}
	}

	private void withoutJfr(FaultHost host, Fault fault, String named) throws Exception {
		try (Watch watch = Watch.fromStart(host)) {
			host.await("reporting", (report) -> report.samples() > 3);
			host.json("POST", "/actuator/memprof/analysis");
			FaultReport report = host.await("analysed", (one) -> !one.analysedAt().isEmpty());
			assertThat(report.whyNoAllocators()).contains(named);
			assertThat(report.failures()).isZero();
			this.table.add(fault, watch.end(), report.whyNoAllocators(), report.lost(report.whyNoAllocators()));
		}
	}

	private void withoutProc(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			FaultReport report = host.awaitTicks(5);
			String size = report.unavailable("/snapshot/rssBytes");
			String limit = report.unavailable("/snapshot/containerLimitBytes");
			assertThat(size).contains("cannot read /proc/self/status");
			assertThat(limit).contains("cannot read the control group");
			assertThat(report.number("/snapshot/heapBytes")).isPositive();
			assertThat(report.failures()).isZero();
			this.table.add(Fault.PROC_UNREADABLE, watch.end(), size + "; " + limit, report.lost(size, limit));
		}
	}

	void chunksRotateAndTempFillsUp() throws Exception {
		try (FaultHost host = this.application.start("temp-fills", List.of("mount -t tmpfs -o size=256m tmpfs tmp"),
				"-XX:FlightRecorderOptions=maxchunksize=1m")) {
			host.await("sampling", (report) -> report.allocations() > 0);
			rotateChunks(host);
			fillTemp(host);
		}
	}

	private void rotateChunks(FaultHost host) throws Exception {
		Set<String> chunks = new HashSet<>();
		try (Watch watch = Watch.begin(host)) {
			long before = host.report().allocations();
			while (chunks.size() < CHUNKS) {
				host.json("POST", "/record?megabytes=2");
				host.json("GET", "/chunks").forEach((name) -> chunks.add(name.asString()));
			}
			FaultReport report = host.await("sampling on", (one) -> one.allocations() > before);
			assertThat(report.tellsAllocators()).isTrue();
			assertThat(report.failures()).isZero();
			this.table.add(Fault.CHUNK_ROTATION, watch.end(),
					"%d chunks seen, diskBytes %,d, ceiling %,d; totalCount %,d and then %,d".formatted(chunks.size(),
							report.number("/cost/diskBytes"), report.number("/cost/ceiling/diskBytes"), before,
							report.allocations()),
					report.passed());
		}
	}

	/** JFR, and memprof with it, has to be out of there before the last byte. */
	private void fillTemp(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			host.json("POST", "/fill-temp?leave=20");
			host.await("out of space", (report) -> report.whyNoAllocators().contains("are free in"));
			assertThat(host.json("POST", "/fill-temp?leave=0").asLong()).isZero();
			FaultReport report = host.awaitTicks(5);
			assertThat(report.failures()).isZero();
			this.table.add(Fault.TEMP_FILLS, watch.end(), report.whyNoAllocators(),
					report.lost(report.whyNoAllocators()));
		}
	}

}
