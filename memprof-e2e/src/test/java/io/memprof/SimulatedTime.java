package io.memprof;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import io.memprof.allocation.OperationBytes;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakSettings;
import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.LiveHeapSource;
import io.memprof.snapshot.SnapshotSource;
import io.memprof.unit.SteadyClock;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that ticks by itself, by a clock that it sets: through eight hours, or while
 * the time of day jumps.
 * <p>
 * It prints what it saw as lines {@code name=value}.
 */
final class SimulatedTime {

	private static final Duration TICK = Duration.ofSeconds(5);

	private static final Duration WORKING_DAY = Duration.ofHours(8);

	/** JFR takes as long for an analysis as it does, however fast time goes. */
	private static final Duration BETWEEN_ANALYSES = Duration.ofMinutes(15);

	private static final int JUMPS = 100;

	private static volatile Object sink;

	private volatile Instant now = Instant.parse("2026-01-05T08:00:00Z");

	private final InstantSource timeOfDay = () -> this.now;

	private final Clock clock = this.timeOfDay.withZone(ZoneOffset.UTC);

	private SimulatedTime() {
	}

	public static void main(String[] args) throws Exception {
		SimulatedTime time = new SimulatedTime();
		if (System.getProperty("does").equals("jump")) {
			time.jumps();
		}
		else {
			time.goesThroughADay();
		}
	}

	private void goesThroughADay() throws Exception {
		MemoryProfiler profiler = profiler(BETWEEN_ANALYSES, this.clock);
		long ticks = WORKING_DAY.dividedBy(TICK);
		long heldAtHalf = 0;
		long largestHeld = 0;
		for (int i = 1; i <= ticks; i++) {
			this.now = this.now.plus(TICK);
			work(i);
			profiler.tick();
			long held = profiler.report().cost().heldBytes();
			largestHeld = Math.max(largestHeld, held);
			if (i == ticks / 2) {
				heldAtHalf = held;
			}
		}
		System.out.println("heldAtHalf=" + heldAtHalf);
		System.out.println("largestHeld=" + largestHeld);
		print(profiler);
	}

	/** By the clock that memprof takes, over a time of day that jumps, and by none. */
	private void jumps() throws Exception {
		MemoryProfiler steady = profiler(Duration.ofSeconds(2), new SteadyClock(this.timeOfDay, System::nanoTime));
		MemoryProfiler bare = profiler(Duration.ofMinutes(1), this.clock);
		long begin = System.nanoTime();
		for (int i = 1; i <= JUMPS; i++) {
			this.now = this.now.plus(Duration.ofDays((i % 2 == 0) ? -2 : 1)).plus(TICK);
			work(i);
			steady.tick();
			if (i % 10 == 0) {
				bare.tick();
			}
		}
		System.out.println("really=" + Duration.ofNanos(System.nanoTime() - begin).toMillis());
		System.out.println("bareFailures=" + bare.stop().cost().stepFailures());
		System.out.println("bareSamples=" + bare.stop().totalSamples());
		print(steady);
	}

	/** What a modest application does in five seconds. */
	private static void work(int tick) {
		for (int i = 0; i < 1_000; i++) {
			sink = new byte[1_000];
		}
		if (tick % 100 == 0) {
			System.gc();
		}
	}

	private static MemoryProfiler profiler(Duration betweenAnalyses, Clock clock) {
		ProfilerSettings defaults = ProfilerSettings.defaults();
		LeakSettings leaks = defaults.leaks();
		LiveHeapSource liveHeap = LiveHeapSource.ofThisJvm(clock);
		MemoryProfiler profiler = new MemoryProfiler(
				new ProfilerSettings(TICK, defaults.maxSamples(), defaults.thresholds(), defaults.allocations(),
						new LeakSettings(true, betweenAnalyses, leaks.warmUp(), leaks.referenceChains(),
								leaks.pauseBudget(), List.of())),
				List.of(), BeanNames.NONE, MemoryProfiler.newSessionId(), null, OperationBytes.ofThisJvm(), clock,
				liveHeap, SnapshotSource.ofThisJvm(liveHeap));
		profiler.start();
		return profiler;
	}

	private static void print(MemoryProfiler profiler) throws Exception {
		MemoryReport report = profiler.stop();
		System.out.println("kept=" + profiler.timeline().size());
		System.out.println("collections=" + profiler.collections().size());
		System.out.println("report=" + new JsonMapper().writeValueAsString(JsonReport.of(report)));
		profiler.close();
	}

	static Object sink() {
		return sink;
	}

}
