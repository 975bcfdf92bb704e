package io.memprof;

import java.time.Duration;
import java.time.Instant;

import io.memprof.report.BackOff.Level;
import io.memprof.report.CostCeiling;
import io.memprof.snapshot.LiveHeap;
import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ticks each five seconds under a ceiling of one per cent and 10 MB.
 */
class CostGuardTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final CostGuard guard = new CostGuard(new CostCeiling(0.01, 10L << 20, 1 << 20), START);

	private final FullHeap heap = new FullHeap();

	private Instant now = START;

	private long cpuNanos;

	private long heldBytes;

	private int changes;

	@Test
	void belowTheCeilingNothingIsHeldBack() {
		run(Duration.ofHours(2), 0.009);
		assertThat(level()).isEqualTo(Level.NONE);
		assertThat(this.changes).isZero();
	}

	@Test
	void aStartThreeTimesAsDearIsForgivenAsCodeIsColdThen() {
		run(Duration.ofMinutes(5), 0.028);
		run(Duration.ofHours(1), 0.008);
		assertThat(this.changes).isZero();
	}

	@Test
	void oneDearAnalysisIsNoExcess() {
		run(Duration.ofMinutes(20), 0.001);
		this.cpuNanos += Duration.ofMillis(2_500).toNanos();
		run(Duration.ofMinutes(10), 0.001);
		assertThat(this.changes).isZero();
	}

	@Test
	void aboveTheCeilingItBacksOffByOneStepAndSaysWhy() {
		run(Duration.ofMinutes(20), 0.001);
		runUntilChange(0.02);
		assertThat(level()).isEqualTo(Level.FEWER_SAMPLES);
		assertThat(this.guard.backOff().since()).isEqualTo(this.now);
		assertThat(this.guard.backOff().reason()).endsWith("% of a processor, above memprof.cost.max-cpu of 1.00 %");
	}

	@Test
	void whatStaysTooDearIsHeldBackStepByStepAMinuteApart() {
		run(Duration.ofMinutes(20), 0.001);
		runUntilChange(0.02);
		run(Duration.ofSeconds(55), 0.02);
		assertThat(level()).isEqualTo(Level.FEWER_SAMPLES);
		run(Duration.ofSeconds(15), 0.02);
		assertThat(level()).isEqualTo(Level.NO_SEARCHES);
		run(Duration.ofMinutes(10), 0.02);
		assertThat(level()).isEqualTo(Level.RARE_LOOKS);
		assertThat(this.changes).isEqualTo(3);
	}

	@Test
	void itComesBackAfterFiveMinutesAtHalfOfIt() {
		run(Duration.ofMinutes(20), 0.001);
		runUntilChange(0.02);
		run(Duration.ofSeconds(295), 0.004);
		assertThat(level()).isEqualTo(Level.FEWER_SAMPLES);
		run(Duration.ofSeconds(10), 0.004);
		assertThat(level()).isEqualTo(Level.NONE);
	}

	@Test
	void betweenHalfAndTheWholeItStaysWhereItIs() {
		run(Duration.ofMinutes(20), 0.001);
		runUntilChange(0.02);
		run(Duration.ofHours(3), 0.007);
		assertThat(level()).isEqualTo(Level.FEWER_SAMPLES);
	}

	@Test
	void whatIsDearAgainEachTimeItComesBackWaitsLongerAndLonger() {
		run(Duration.ofMinutes(20), 0.001);
		Duration first = heldBack();
		Duration second = heldBack();
		assertThat(first).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
		assertThat(second).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
		for (int i = 0; i < 8; i++) {
			heldBack();
		}
		assertThat(heldBack()).isBetween(Duration.ofMinutes(80), Duration.ofMinutes(81));
	}

	@Test
	void tooMuchHeapHeldIsAnExcessToo() {
		this.heldBytes = 11L << 20;
		run(Duration.ofSeconds(5), 0);
		assertThat(level()).isEqualTo(Level.FEWER_SAMPLES);
		assertThat(this.guard.backOff().reason())
			.isEqualTo("11.0 MB of heap held, above memprof.cost.max-heap of 10.0 MB");
	}

	@Test
	void aFullHeapLeavesSnapshotsOnlyAtOnce() {
		collected(95);
		run(Duration.ofSeconds(5), 0);
		assertThat(level()).isEqualTo(Level.SNAPSHOTS_ONLY);
		assertThat(this.guard.backOff().reason()).isEqualTo("the heap is 95 % full after a collection");
	}

	@Test
	void whenTheHeapHasRoomAgainItIsWhereItsCostHasIt() {
		run(Duration.ofMinutes(20), 0.001);
		runUntilChange(0.02);
		collected(95);
		run(Duration.ofMinutes(1), 0.007);
		assertThat(level()).isEqualTo(Level.SNAPSHOTS_ONLY);
		collected(50);
		run(Duration.ofSeconds(5), 0.007);
		assertThat(level()).isEqualTo(Level.FEWER_SAMPLES);
	}

	@Test
	void aNewSessionCountsFromZeroAndKeepsTheLevel() {
		run(Duration.ofMinutes(20), 0.001);
		runUntilChange(0.02);
		this.guard.beginSession();
		this.cpuNanos = 0;
		run(Duration.ofMinutes(2), 0.007);
		assertThat(level()).isEqualTo(Level.FEWER_SAMPLES);
	}

	/** How long it held back once it was too dear, with everything cheap then. */
	private Duration heldBack() {
		runUntilChange(0.02);
		Instant begin = this.now;
		runUntilChange(0.002);
		assertThat(level()).isEqualTo(Level.NONE);
		return Duration.between(begin, this.now);
	}

	private Level level() {
		return this.guard.backOff().level();
	}

	private void runUntilChange(double cpuShare) {
		for (int before = this.changes; this.changes == before;) {
			tick(cpuShare);
		}
	}

	private void run(Duration time, double cpuShare) {
		for (Instant end = this.now.plus(time); this.now.isBefore(end);) {
			tick(cpuShare);
		}
	}

	private void tick(double cpuShare) {
		this.now = this.now.plusSeconds(5);
		this.cpuNanos += Math.round(cpuShare * 5e9);
		boolean changed = this.guard.observe(this.now, new ThreadUse(this.cpuNanos, 0), this.heldBytes, this.heap);
		this.changes += changed ? 1 : 0;
	}

	private void collected(long percent) {
		this.heap.observe(new LiveHeap(Reading.of(percent), LiveHeap.Quality.FULL, this.now), Reading.of(100));
	}

}
