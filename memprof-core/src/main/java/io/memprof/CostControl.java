package io.memprof;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

import io.memprof.allocation.AllocationTracker;
import io.memprof.leak.LeakDetector;
import io.memprof.leak.Restraint;
import io.memprof.leak.Restraint.Extent;
import io.memprof.report.BackOff;
import io.memprof.report.BackOff.Level;
import io.memprof.report.Cost;
import io.memprof.report.OwnUse;
import io.memprof.snapshot.LiveHeap;
import io.memprof.telemetry.PushThread;
import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what memprof costs, and when that is too much makes it do less: see
 * {@link CostGuard}. Each change is logged once, with what to do. For the thread that
 * holds the profiler's lock.
 */
final class CostControl {

	private static final Logger logger = LoggerFactory.getLogger(MemoryProfiler.class);

	/** Ticks of which one runs, and analyses, where looks are rare. */
	private static final int RARE = 4;

	private final ProfilerSettings settings;

	private final StepGuard steps;

	private final JfrEvents events;

	private final AllocationTracker allocations;

	private final LeakDetector leaks;

	private final LongSupplier historyBytes;

	private final CostGuard guard;

	private final FullHeap heap = new FullHeap();

	private final UseWindow window = new UseWindow();

	/** Of searches and pushes, which go on over sessions. */
	private ThreadUse usedBefore = ThreadUse.NONE;

	private int ticksDue;

	CostControl(ProfilerSettings settings, StepGuard steps, JfrEvents events, AllocationTracker allocations,
			LeakDetector leaks, LongSupplier historyBytes, Instant now) {
		this.settings = settings;
		this.steps = steps;
		this.events = events;
		this.allocations = allocations;
		this.leaks = leaks;
		this.historyBytes = historyBytes;
		this.guard = new CostGuard(settings.cost(), now);
	}

	/** Whether to leave this tick out. */
	boolean skipsTick() {
		return level() == Level.RARE_LOOKS && this.ticksDue++ % RARE != 0;
	}

	/** Whether the heap is too full for an analysis. */
	boolean mayNotAllocate() {
		return level() == Level.SNAPSHOTS_ONLY;
	}

	/**
	 * Between two analyses: longer where looks are rare, but not so long that the windows
	 * of the judgement would be empty.
	 */
	Duration analysisInterval() {
		Duration configured = this.settings.leaks().analysisInterval();
		if (level() != Level.RARE_LOOKS) {
			return configured;
		}
		Duration rare = configured.multipliedBy(RARE);
		Duration longest = this.settings.leaks().warmUp().dividedBy(RARE);
		Duration least = (rare.compareTo(longest) < 0) ? rare : longest;
		return (least.compareTo(configured) > 0) ? least : configured;
	}

	/**
	 * Looks at what was used and at the collections since the last tick.
	 * @param max largest heap
	 */
	void observe(Instant now, Iterable<LiveHeap> collections, Reading max) {
		collections.forEach((collection) -> this.heap.observe(collection, max));
		ThreadUse own = used();
		this.window.add(now, own, this.allocations.allocatedByJvm());
		Level before = level();
		long held = heldBytes();
		if (!this.guard.observe(now, own, held, this.heap)) {
			return;
		}
		BackOff backOff = this.guard.backOff();
		this.allocations.throttle(samplesPerSecond(backOff.level()));
		this.leaks.restrain(restraint(backOff));
		if (held > this.settings.cost().heldBytes()) {
			this.allocations.forgetStacks();
		}
		log(backOff, before);
	}

	Cost cost() {
		ThreadUse own = used();
		OwnUse use = new OwnUse(ThreadUse.tellsCpu() ? Duration.ofNanos(own.cpuNanos()).toMillis() : null,
				ThreadUse.tellsAllocation() ? Reading.of(own.allocatedBytes())
						: Reading.unavailable("this JVM does not count allocated bytes by thread"),
				ThreadUse.tellsCpu() ? this.window.cpuShare() : null,
				ThreadUse.tellsAllocation() ? this.window.allocationShare() : null, this.window.over());
		return this.steps.cost(new StepGuard.Held(heldBytes(), this.events.diskBytes()), use, this.leaks.paused(),
				this.leaks.walks(), this.settings.cost(), this.guard.backOff());
	}

	/** Counts from zero again; how far memprof backs off stays. */
	void beginSession() {
		this.window.clear();
		this.guard.beginSession();
		this.usedBefore = usedBeside();
	}

	private Level level() {
		return this.guard.backOff().level();
	}

	private ThreadUse used() {
		return this.steps.used().plus(this.events.used()).plus(usedBeside().minus(this.usedBefore));
	}

	private ThreadUse usedBeside() {
		return this.leaks.searchUse().plus(PushThread.used());
	}

	private long heldBytes() {
		return this.allocations.heldBytes() + this.leaks.heldBytes() + this.historyBytes.getAsLong();
	}

	private int samplesPerSecond(Level level) {
		int configured = this.settings.allocations().samplesPerSecond();
		return switch (level) {
			case NONE -> configured;
			case FEWER_SAMPLES, NO_SEARCHES -> Math.max(1, configured / 4);
			case RARE_LOOKS -> Math.max(1, configured / 16);
			case SNAPSHOTS_ONLY -> 0;
		};
	}

	private static Restraint restraint(BackOff backOff) {
		return switch (backOff.level()) {
			case NONE, FEWER_SAMPLES -> Restraint.NONE;
			case NO_SEARCHES, RARE_LOOKS -> new Restraint(Extent.SEARCHES, backOff.reason());
			case SNAPSHOTS_ONLY -> new Restraint(Extent.ALL_THAT_ALLOCATES, backOff.reason());
		};
	}

	private static void log(BackOff backOff, Level before) {
		String change = "memprof backs off to " + backOff.level() + ", was " + before + ": " + backOff.reason()
				+ ". Now: " + backOff.level().what() + ".";
		if (backOff.level() == Level.SNAPSHOTS_ONLY) {
			logger
				.warn("{} It ends when a collection leaves less than 85 %: give the application a larger heap, or look "
						+ "at what the last verdict says", change);
		}
		else if (backOff.level().compareTo(before) > 0) {
			logger.warn("{} It comes back by itself; raise the ceiling named, or memprof.leaks.analysis-interval, or "
					+ "lower memprof.allocations.samples-per-second, to keep all of it", change);
		}
		else {
			logger.info(change);
		}
	}

}
