package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.ComponentNaming;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * One life of a simulated application, watched by the detector with the settings that
 * memprof has by default, on a clock of its own.
 */
public final class ReplayRun {

	private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");

	private static final Reading NONE = Reading.unavailable("not simulated");

	private static final ComponentNaming NAMING = new ComponentNaming(Map.of(), List.of("com.shop"));

	private static final AllocationProfile NO_PROFILE = new AllocationProfile(
			new AllocationStats(0, 0, 0, 0, 1, Map.of(), List.of()), List.of(), List.of(), List.of(), null);

	private static final long OBJECT_BYTES = 200;

	private final LeakSettings settings = LeakSettings.defaults();

	private final LeakDetector detector = new LeakDetector(this.settings, NAMING, (type) -> OBJECT_BYTES,
			BeanNames.NONE, BEGIN);

	private final SimulatedApplication application;

	private final SimulatedHeap heap;

	private final Map<LeakVerdict, Integer> analyses = new EnumMap<>(LeakVerdict.class);

	private LeakVerdict verdict = LeakVerdict.WARMING_UP;

	private int suspected;

	private int confirmed;

	private double firstSuspected = Double.NaN;

	private double firstConfirmed = Double.NaN;

	private ReplayRun(ReplayScenario scenario, long seed) {
		Random random = new Random(31 * seed + scenario.name().hashCode());
		this.application = SimulatedApplication.of(scenario, random);
		this.heap = new SimulatedHeap(this.application.paths(), this.application.max(), this.application.concurrent(),
				BEGIN, random);
		this.detector.attachTo(this.heap.sampler());
	}

	/**
	 * Replays a scenario from its beginning to its end.
	 */
	public static Result of(ReplayScenario scenario, long seed) throws InterruptedException {
		return new ReplayRun(scenario, seed).run();
	}

	private Result run() throws InterruptedException {
		double interval = this.settings.analysisInterval().toSeconds();
		double analysed = 0;
		double second = 0;
		while (second < this.application.longest() && !this.heap.isExhausted()) {
			second++;
			if (this.application.isSuspended(second)) {
				continue;
			}
			if (!this.application.isIdle(second)) {
				this.heap.run(second);
			}
			if (this.application.isStorm(second)) {
				this.heap.collectFull();
			}
			if (second - analysed >= interval) {
				analyse(second, analysed);
				analysed = second;
			}
		}
		boolean leaks = this.application.leaking() != null;
		double life = leaks ? second - this.application.onset() : Double.NaN;
		return new Result(Duration.ofSeconds(Math.round(second)), this.suspected, this.confirmed, leaks,
				(this.firstSuspected - this.application.onset()) / life,
				(this.firstConfirmed - this.application.onset()) / life, Map.copyOf(this.analyses));
	}

	private void analyse(double second, double before) throws InterruptedException {
		Instant now = BEGIN.plusSeconds(Math.round(second));
		for (int path = 0; path < this.application.paths().size(); path++) {
			Instant at = this.heap.lastAllocated(path, before);
			if (at != null) {
				this.detector.allocated(at, "byte[]", this.application.paths().get(path).stack());
			}
		}
		this.detector.observe(snapshot(now));
		this.detector.observe(this.heap.drain());
		judge(this.detector.analyse(now, false, NO_PROFILE), second);
	}

	private void judge(LeakAnalysis analysis, double second) {
		LeakVerdict now = analysis.verdict();
		this.analyses.merge(now, 1, Integer::sum);
		boolean right = names(analysis, this.application.leaking()) && second > this.application.onset();
		if (now.isAlarm() && right && Double.isNaN(this.firstSuspected)) {
			this.firstSuspected = second;
		}
		if (now == LeakVerdict.CONFIRMED && right && Double.isNaN(this.firstConfirmed)) {
			this.firstConfirmed = second;
		}
		if (now.isAlarm() && !right) {
			this.suspected += this.verdict.isAlarm() ? 0 : 1;
			this.confirmed += (now == LeakVerdict.CONFIRMED && this.verdict != now) ? 1 : 0;
		}
		this.verdict = now;
	}

	private static boolean names(LeakAnalysis analysis, @Nullable SimulatedPath path) {
		return path != null && analysis.potentialLeaks()
			.stream()
			.anyMatch(
					(leak) -> leak.status() != LeakStatus.GONE && leak.allocationSite().equals(path.allocationSite()));
	}

	private MemorySnapshot snapshot(Instant now) {
		long max = Math.round(this.application.max());
		return new MemorySnapshot(now, NONE, Math.round(this.heap.live()), NONE, NONE, max, Reading.of(max),
				LiveHeap.NONE, 50 << 20, NONE, NONE, 40, 9_000, NONE, NONE);
	}

	/**
	 * What came of it.
	 *
	 * @param observed length of the life
	 * @param suspected times that an alarm began that named no leak
	 * @param confirmed times that such an alarm was confirmed
	 * @param leaks whether the application leaks
	 * @param foundAt first alarm that named the leak, as a share of the time from its
	 * onset to exhaustion; NaN when there was none
	 * @param confirmedAt the same for its confirmation
	 * @param analyses how many had which verdict
	 */
	public record Result(Duration observed, int suspected, int confirmed, boolean leaks, double foundAt,
			double confirmedAt, Map<LeakVerdict, Integer> analyses) {

		public Result {
			analyses = Map.copyOf(analyses);
		}

		/** Share of the analyses that had a verdict. */
		public double share(LeakVerdict verdict) {
			int all = this.analyses.values().stream().mapToInt(Integer::intValue).sum();
			return this.analyses.getOrDefault(verdict, 0) / (double) Math.max(1, all);
		}

	}

}
