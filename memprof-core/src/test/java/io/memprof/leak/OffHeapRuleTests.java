package io.memprof.leak;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class OffHeapRuleTests {

	private static final Reading NONE = Reading.unavailable("not in this test");

	private static final OffHeapOrigin NOWHERE = OffHeapOrigin.unknown("java.lang.Object", "not in this test");

	private static final long END = 1200;

	private static final double MEBIBYTE = 1 << 20;

	@OffHeap
	void whatRisesForLongLeaks(LeakKind kind) {
		LeakInfo leak = judge(kind, (second) -> 40 + 0.2 * second);
		assertThat(leak).isNotNull();
		assertThat(leak.kind()).isEqualTo(kind);
		assertThat(leak.evidence()).isNotEmpty();
		assertThat(leak.growth().low()).isPositive();
	}

	@OffHeap
	void whatRisesBelowItsSwingsLeaks(LeakKind kind) {
		assertThat(judge(kind, (second) -> 40 + 0.2 * second + second % 20)).isNotNull();
	}

	@OffHeap
	void whatFillsAndStopsDoesNotLeak(LeakKind kind) {
		assertThat(judge(kind, (second) -> 40 + 0.5 * Math.min(second, 400))).isNull();
	}

	@OffHeap
	void aStepDoesNotLeak(LeakKind kind) {
		assertThat(judge(kind, (second) -> (second < END / 2) ? 40 : 140)).isNull();
	}

	@OffHeap
	void whatIsSteadyDoesNotLeak(LeakKind kind) {
		Random random = new Random(1);
		assertThat(judge(kind, (second) -> 40 + 10 * random.nextDouble())).isNull();
	}

	@OffHeap
	void whatSwingsDoesNotLeak(LeakKind kind) {
		assertThat(judge(kind, (second) -> 100 + 60 * Math.sin(second / 60.0))).isNull();
	}

	@OffHeap
	void whatRisesByLittleDoesNotLeak(LeakKind kind) {
		assertThat(judge(kind, (second) -> 40 + second / 1200.0)).isNull();
	}

	@OffHeap
	void whatRoseForAShortTimeDoesNotLeakYet(LeakKind kind) {
		assertThat(judge(kind, (second) -> 40 + 0.5 * second, 90)).isNull();
	}

	@OffHeap
	void theFingerprintIsTheSameInEveryRun(LeakKind kind) {
		String slow = Objects.requireNonNull(judge(kind, (second) -> 40 + 0.2 * second)).fingerprint();
		String fast = Objects.requireNonNull(judge(kind, (second) -> 40 + 0.4 * second)).fingerprint();
		assertThat(slow).isEqualTo(fast);
	}

	private static @Nullable LeakInfo judge(LeakKind kind, LongToDoubleFunction units) {
		return judge(kind, units, END);
	}

	private static @Nullable LeakInfo judge(LeakKind kind, LongToDoubleFunction units, long end) {
		List<OffHeapRule> rules = OffHeapRule.all(Duration.ofSeconds(2));
		for (long second = 0; second <= end; second++) {
			MemorySnapshot snapshot = snapshot(kind, second, units.applyAsDouble(second));
			rules.forEach((rule) -> rule.observe(snapshot));
		}
		List<LeakInfo> leaks = rules.stream()
			.map((rule) -> rule.judge(Time.settled(), Time.at(end), Time.WINDOWS, NOWHERE, Survivors.NAMING))
			.filter(Objects::nonNull)
			.toList();
		assertThat(leaks).hasSizeLessThan(2);
		return leaks.isEmpty() ? null : leaks.get(0);
	}

	/** Only the memory of that kind differs from a steady 40. */
	private static MemorySnapshot snapshot(LeakKind kind, long second, double units) {
		double threads = (kind == LeakKind.THREADS) ? units : 40;
		double metaspace = (kind == LeakKind.METASPACE) ? units : 40;
		double direct = (kind == LeakKind.DIRECT) ? units : 40;
		double unexplained = (kind == LeakKind.NATIVE) ? units : 40;
		return new MemorySnapshot(Time.at(second), NONE, 1, NONE, NONE, 1, NONE, LiveHeap.NONE,
				(long) (metaspace * MEBIBYTE), Reading.of((long) (direct * MEBIBYTE)), NONE, (int) threads, 1, NONE,
				Reading.of((long) (unexplained * MEBIBYTE)));
	}

	/** A claim about each kind of memory outside the heap. */
	@Retention(RetentionPolicy.RUNTIME)
	@ParameterizedTest
	@EnumSource(names = { "THREADS", "METASPACE", "DIRECT", "NATIVE" })
	@interface OffHeap {

	}

}
