package io.memprof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.memprof.allocation.AllocationSettings;
import io.memprof.allocation.Execution;
import io.memprof.allocation.OperationBytes;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakSettings;
import io.memprof.leak.LeakVerdict;
import io.memprof.report.BackOff;
import io.memprof.report.CostCeiling;
import io.memprof.report.MemoryReport;
import io.memprof.report.OwnUse;
import io.memprof.snapshot.LiveHeapSource;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.snapshot.SnapshotSource;
import io.memprof.snapshot.Thresholds;
import io.memprof.telemetry.AdjustableClock;
import io.memprof.telemetry.LogLines;
import io.memprof.unit.Reading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The life of a profiler over a clock that moves when told to. JFR is off: see
 * {@link FlightRecorderTests} and {@link AllocationAccuracyTests}.
 */
class MemoryProfilerTests {

	private final AdjustableClock clock = new AdjustableClock();

	private final RecordingExporter broken = new RecordingExporter(true);

	private final RecordingExporter exporter = new RecordingExporter(false);

	private final OperationBytes operations = OperationBytes.ofThisJvm();

	private final MemoryProfiler profiler = profiler();

	@AfterEach
	void stop() {
		this.profiler.stop();
	}

	@Test
	void aTickBeforeTheStartDoesNothing() {
		this.profiler.tick();
		assertThat(this.profiler.report()).isNull();
		assertThat(this.exporter.calls).isEmpty();
	}

	@Test
	void theFirstSessionHasTheIdThatWasAnnounced() {
		assertThat(this.profiler.sessionId()).isEqualTo("0123456789ab");
		this.profiler.start();
		assertThat(this.exporter.calls).containsExactly("beginSession 0123456789ab");
	}

	@Test
	void aTickPublishesWhatItFound() {
		this.profiler.start();
		this.profiler.tick();
		assertThat(this.exporter.calls).containsExactly("beginSession " + this.profiler.sessionId(), "exportSnapshot",
				"exportAllocationStats", "exportAllocations");
		MemoryReport report = report();
		assertThat(report.state()).isEqualTo("running");
		assertThat(report.totalSamples()).isOne();
		assertThat(report.snapshot().timestamp()).isEqualTo(this.clock.instant());
	}

	@Test
	void startingTwiceIsStartingOnce() {
		this.profiler.start();
		String session = this.profiler.sessionId();
		this.profiler.start();
		assertThat(this.profiler.sessionId()).isEqualTo(session);
		assertThat(this.exporter.calls).hasSize(1);
	}

	@Test
	void analysesWhenTheIntervalIsOver() {
		this.profiler.start();
		this.profiler.tick();
		assertThat(report().leakAnalysis().verdict()).isEqualTo(LeakVerdict.WARMING_UP);
		assertThat(this.exporter.calls).doesNotContain("exportLeakAnalysis");
		this.clock.advance(Duration.ofSeconds(60));
		this.profiler.tick();
		assertThat(report().leakAnalysis().verdict()).isEqualTo(LeakVerdict.UNAVAILABLE);
		assertThat(this.exporter.calls).containsOnlyOnce("exportLeakAnalysis");
	}

	@Test
	void aBrokenExporterTakesNothingFromTheNextNorFromTheReport() {
		this.profiler.start();
		this.clock.advance(Duration.ofSeconds(60));
		this.profiler.tick();
		assertThat(this.exporter.calls).contains("exportSnapshot", "exportAllocationStats", "exportAllocations",
				"exportLeakAnalysis");
		assertThat(this.broken.calls).isEqualTo(this.exporter.calls);
		assertThat(report().leakAnalysis().verdict()).isEqualTo(LeakVerdict.UNAVAILABLE);
	}

	@Test
	void failuresAreCountedInTheReportAndLoggedOnce() {
		try (LogLines lines = new LogLines()) {
			this.profiler.start();
			this.profiler.tick();
			this.profiler.tick();
			assertThat(report().cost().stepFailures()).isEqualTo(7);
			assertThat(report().cost().ticksSkipped()).isOne();
			assertThat(lines.all()).singleElement().asString().contains("step PUBLISH failed");
		}
	}

	@Test
	void stopFlushesBeforeItHandsOutTheReport() {
		this.profiler.start();
		this.profiler.tick();
		this.exporter.calls.clear();
		MemoryReport last = this.profiler.stop();
		assertThat(this.exporter.calls).containsExactly("exportSnapshot", "exportAllocationStats", "exportAllocations",
				"flush");
		assertThat(last.state()).isEqualTo("stopped");
		assertThat(last).isSameAs(this.profiler.report());
	}

	@Test
	void stopMayBeCalledAgain() {
		this.profiler.start();
		this.profiler.tick();
		MemoryReport last = this.profiler.stop();
		this.exporter.calls.clear();
		assertThat(this.profiler.stop()).isSameAs(last);
		assertThat(this.exporter.calls).isEmpty();
	}

	@Test
	void stopBeforeTheFirstTickStillHasAReport() {
		this.profiler.start();
		assertThat(this.profiler.stop().totalSamples()).isZero();
	}

	@Test
	void aStoppedProfilerDoesNotTick() {
		this.profiler.start();
		this.profiler.tick();
		this.profiler.stop();
		this.profiler.tick();
		assertThat(report().totalSamples()).isOne();
	}

	@Test
	void closeShutsTheExportersDown() {
		this.profiler.start();
		this.profiler.close();
		assertThat(this.exporter.calls).endsWith("flush", "shutdown");
		assertThat(this.broken.calls).endsWith("flush", "shutdown");
	}

	@Test
	void startAfterStopBeginsANewSession() {
		this.profiler.start();
		this.profiler.tick();
		String first = this.profiler.sessionId();
		this.profiler.stop();
		this.clock.advance(Duration.ofHours(1));
		this.profiler.start();
		assertThat(this.profiler.sessionId()).isNotEqualTo(first).matches("[0-9a-f]{12}");
		this.profiler.tick();
		assertThat(report().startedAt()).isEqualTo(this.clock.instant());
		assertThat(report().totalSamples()).isOne();
		assertThat(report().state()).isEqualTo("running");
	}

	@Test
	void aNewSessionHasAnotherIdAndForgets() {
		this.profiler.start();
		this.clock.advance(Duration.ofSeconds(60));
		this.profiler.tick();
		String first = this.profiler.sessionId();
		this.profiler.newSession();
		assertThat(this.profiler.sessionId()).isNotEqualTo(first);
		assertThat(this.exporter.calls).endsWith("beginSession " + this.profiler.sessionId());
		assertThat(this.profiler.report()).isNull();
		assertThat(this.profiler.timeline()).isEmpty();
		this.profiler.tick();
		assertThat(report().totalSamples()).isOne();
		assertThat(report().leakAnalysis().verdict()).isEqualTo(LeakVerdict.WARMING_UP);
		assertThat(report().cost().ticks()).isZero();
	}

	@Test
	void oneAnalysisAtATimeCanBeAskedFor() {
		this.profiler.start();
		List<Runnable> waiting = new ArrayList<>();
		assertThat(this.profiler.requestAnalysis(waiting::add)).isTrue();
		assertThat(this.profiler.requestAnalysis(waiting::add)).isFalse();
		waiting.remove(0).run();
		assertThat(this.exporter.calls).contains("exportLeakAnalysis");
		assertThat(this.profiler.requestAnalysis(waiting::add)).isTrue();
	}

	@Test
	void anAnalysisThatNobodyRunsCanBeAskedForAgain() {
		this.profiler.start();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.profiler.requestAnalysis((work) -> {
				throw new RejectedExecutionException("stopped");
			}));
		assertThat(this.profiler.requestAnalysis(Runnable::run)).isTrue();
	}

	@Test
	void listenersHearOfEachAnalysisAndOneThatThrowsHarmsNobody() {
		List<MemoryReport> heard = new ArrayList<>();
		this.profiler.onReport((report) -> {
			throw new IllegalStateException("deaf");
		});
		this.profiler.onReport(heard::add);
		this.profiler.start();
		this.profiler.tick();
		assertThat(heard).isEmpty();
		this.profiler.requestAnalysis(Runnable::run);
		assertThat(heard).containsExactly(report());
	}

	@Test
	void flushReachesEveryExporter() {
		this.profiler.flush();
		assertThat(this.broken.calls).containsExactly("flush");
		assertThat(this.exporter.calls).containsExactly("flush");
	}

	@Test
	void theReasonWhyNothingIsTrackedIsInTheFirstReport() {
		this.profiler.start();
		this.profiler.tick();
		assertThat(report().allocations().unavailable()).isEqualTo("memprof.allocations.enabled is false");
	}

	@Test
	void keepsAsManySnapshotsAsItIsAllowed() {
		this.profiler.start();
		for (int i = 0; i < 20; i++) {
			this.clock.advance(Duration.ofSeconds(5));
			this.profiler.tick();
		}
		assertThat(this.profiler.timeline()).hasSize(10)
			.last()
			.extracting(MemorySnapshot::timestamp)
			.isEqualTo(this.clock.instant());
		assertThat(report().totalSamples()).isEqualTo(20);
	}

	@Test
	void readersMayComeAtAnyTime() throws InterruptedException {
		AtomicBoolean ticking = new AtomicBoolean(true);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		this.profiler.start();
		List<Thread> readers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			Thread reader = new Thread(() -> {
				try {
					while (ticking.get()) {
						read();
					}
				}
				catch (Throwable ex) {
					failure.set(ex);
				}
			});
			reader.start();
			readers.add(reader);
		}
		for (int i = 0; i < 2_000; i++) {
			this.clock.advance(Duration.ofSeconds(5));
			this.profiler.tick();
			if (i % 500 == 0) {
				this.profiler.newSession();
			}
		}
		ticking.set(false);
		for (Thread reader : readers) {
			reader.join();
		}
		assertThat(failure.get()).isNull();
	}

	@Test
	void theReportHasWhatOperationsAllocatedUntilANewSession() {
		this.profiler.start();
		Execution execution = this.operations.begin();
		execution.opened();
		byte[] allocated = new byte[1_000_000];
		execution.closed();
		this.operations.end(execution, "job of " + allocated.length, null);
		analyse();
		assertThat(report().allocations().measured().operations()).singleElement().satisfies((operation) -> {
			assertThat(operation.name()).isEqualTo("job of 1000000");
			assertThat(operation.bytes()).isGreaterThanOrEqualTo(1_000_000);
		});
		this.profiler.newSession();
		analyse();
		assertThat(report().allocations().measured().unavailable()).contains("no observation had ended");
	}

	private void analyse() {
		assertThat(this.profiler.requestAnalysis(Runnable::run)).isTrue();
	}

	private void read() {
		MemoryReport report = this.profiler.report();
		if (report != null) {
			assertThat(report.sessionId()).matches("[0-9a-f]{12}");
			assertThat(report.snapshot().timestamp()).isBeforeOrEqualTo(report.generatedAt());
		}
		assertThat(this.profiler.timeline()).doesNotContainNull().hasSizeLessThanOrEqualTo(10);
		this.profiler.trend(Duration.ofMinutes(10));
		this.profiler.currentSnapshot();
		this.profiler.flameGraph();
	}

	@Test
	void aboveItsCeilingItBacksOffStepByStepAndLogsEachStepOnce() {
		MemoryProfiler dear = profiler(new CostCeiling(1e-9, 30L << 20, 64L << 20));
		try (LogLines lines = new LogLines()) {
			dear.start();
			ticks(dear, Duration.ofMinutes(10));
			assertThat(lines.all()).filteredOn((line) -> line.contains("memprof backs off"))
				.satisfiesExactly((line) -> assertThat(line).contains("to FEWER_SAMPLES, was NONE"),
						(line) -> assertThat(line).contains("to NO_SEARCHES, was FEWER_SAMPLES"),
						(line) -> assertThat(line).contains("to RARE_LOOKS, was NO_SEARCHES")
							.contains("raise the ceiling named"));
		}
		assertThat(backOff(dear).level()).isEqualTo(BackOff.Level.RARE_LOOKS);
		assertThat(backOff(dear).reason()).contains("memprof.cost.max-cpu");
	}

	@Test
	void whereLooksAreRareOneTickOfFourRuns() {
		MemoryProfiler dear = profiler(new CostCeiling(1e-9, 30L << 20, 64L << 20));
		dear.start();
		ticks(dear, Duration.ofMinutes(10));
		int before = dear.timeline().size();
		long ticks = Objects.requireNonNull(dear.report()).cost().ticks();
		ticks(dear, Duration.ofMinutes(1));
		assertThat(before).isEqualTo(10);
		assertThat(Objects.requireNonNull(dear.report()).cost().ticks() - ticks).isEqualTo(3);
	}

	@Test
	void anAnalysisThatIsAskedForRunsWhereLooksAreRare() {
		MemoryProfiler dear = profiler(new CostCeiling(1e-9, 30L << 20, 64L << 20));
		dear.start();
		ticks(dear, Duration.ofMinutes(10));
		this.exporter.calls.clear();
		dear.requestAnalysis(Runnable::run);
		assertThat(this.exporter.calls).contains("exportLeakAnalysis");
	}

	@Test
	void theReportHasWhatMemprofUses() {
		this.profiler.start();
		ticks(this.profiler, Duration.ofMinutes(1));
		OwnUse use = report().cost().use();
		assertThat(use.allocatedBytes().bytes()).isPositive();
		assertThat(use.cpuShare()).isNotNull();
		assertThat(use.allocationShare()).isBetween(0.0, 1.0);
		assertThat(use.over()).isEqualTo(Duration.ofSeconds(55));
		assertThat(report().cost().diskBytes()).isEqualTo(Reading.of(0));
	}

	private void ticks(MemoryProfiler profiler, Duration time) {
		for (Instant end = this.clock.instant().plus(time); this.clock.instant().isBefore(end);) {
			this.clock.advance(Duration.ofSeconds(5));
			profiler.tick();
		}
	}

	private static BackOff backOff(MemoryProfiler profiler) {
		return Objects.requireNonNull(profiler.report()).cost().backOff();
	}

	private MemoryReport report() {
		return Objects.requireNonNull(this.profiler.report());
	}

	private MemoryProfiler profiler() {
		return profiler(CostCeiling.OF_A_SERVICE);
	}

	private MemoryProfiler profiler(CostCeiling ceiling) {
		LiveHeapSource noCollections = new LiveHeapSource(List.of(), List.of(), this.clock);
		AllocationSettings noAllocations = new AllocationSettings(false, 150, true, Map.of(), List.of());
		LeakSettings defaults = LeakSettings.defaults();
		LeakSettings noLeaks = new LeakSettings(false, defaults.analysisInterval(), defaults.warmUp(),
				defaults.referenceChains(), defaults.pauseBudget(), List.of());
		ProfilerSettings settings = new ProfilerSettings(Duration.ofSeconds(5), 10, Thresholds.DEFAULTS, noAllocations,
				noLeaks, ceiling);
		return new MemoryProfiler(settings, List.of(this.broken, this.exporter), BeanNames.NONE, "0123456789ab", null,
				this.operations, this.clock, noCollections, SnapshotSource.ofThisJvm(noCollections));
	}

}
