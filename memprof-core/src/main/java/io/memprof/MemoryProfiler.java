package io.memprof;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationTracker;
import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlameGraph;
import io.memprof.allocation.OperationBytes;
import io.memprof.allocation.SpanScopes;
import io.memprof.leak.BeanNames;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakDetector;
import io.memprof.leak.LeakIdentity;
import io.memprof.leak.LeakInfo;
import io.memprof.report.MemoryReport;
import io.memprof.report.Recommendations;
import io.memprof.snapshot.CollectionHistory;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.LiveHeapSource;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.snapshot.SnapshotHistory;
import io.memprof.snapshot.SnapshotSource;
import io.memprof.snapshot.TrendLine;
import io.memprof.telemetry.MemoryTelemetryExporter;
import io.memprof.unit.SteadyClock;
import org.jspecify.annotations.Nullable;

/**
 * The front door: observes one JVM and keeps the latest report.
 * <p>
 * {@link #start()} is cheap; JFR is opened by the first {@link #tick()}, on the thread
 * that ticks. Ticks and analyses exclude each other; everything that reads is safe from
 * any thread and answers from what the last tick left. A tick never throws: a step that
 * fails is logged once, counted, and the next step runs.
 */
public final class MemoryProfiler implements AutoCloseable {

	/** Longer than any session. */
	private static final Duration SESSION = Duration.ofDays(3650);

	/** A snapshot and its readings in the history. */
	private static final long SNAPSHOT_BYTES = 300;

	private final ProfilerSettings settings;

	private final List<MemoryTelemetryExporter> exporters;

	private final Clock clock;

	private final LiveHeapSource liveHeap;

	private final SnapshotSource snapshots;

	private final SnapshotHistory history;

	private final CollectionHistory collections;

	private final AllocationTracker allocations;

	private final LeakDetector leaks;

	private final JfrEvents events;

	private final StepGuard steps = new StepGuard();

	private final CostControl cost;

	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicBoolean analysisRequested = new AtomicBoolean();

	private final List<Consumer<MemoryReport>> reportListeners = new CopyOnWriteArrayList<>();

	private final List<Consumer<LeakInfo>> leakListeners = new CopyOnWriteArrayList<>();

	private volatile ProfilerState state = ProfilerState.CREATED;

	private volatile String sessionId;

	private volatile @Nullable MemoryReport report;

	private volatile @Nullable FlameGraph flameGraph;

	private Instant startedAt;

	private Instant lastAnalysis;

	private @Nullable LeakAnalysis analysis;

	private AllocationProfile profile;

	private List<AllocationInfo> arrived = List.of();

	private @Nullable Double growth;

	private long meanBytes;

	/** Computed anew after each analysis, and with each tick before the first. */
	private boolean meanStale = true;

	/**
	 * A profiler of this JVM.
	 * @param exporters take the results of each tick to the meters
	 * @param beans names beans on reference chains
	 */
	public MemoryProfiler(ProfilerSettings settings, List<MemoryTelemetryExporter> exporters, BeanNames beans) {
		this(settings, exporters, beans, newSessionId(), null,
				OperationBytes.unavailable("nobody tells of the application's operations"));
	}

	/**
	 * A profiler of this JVM whose first session has been announced to others already.
	 * @param exporters take the results of each tick to the meters
	 * @param beans names beans on reference chains
	 * @param firstSessionId of {@link #newSessionId()}
	 * @param spans tells in which span a sample was allocated, or {@code null} where
	 * nobody asks
	 * @param operations measures what the application's operations allocate
	 */
	public MemoryProfiler(ProfilerSettings settings, List<MemoryTelemetryExporter> exporters, BeanNames beans,
			String firstSessionId, @Nullable SpanScopes spans, OperationBytes operations) {
		this(settings, exporters, beans, firstSessionId, spans, operations, SteadyClock.ofThisJvm());
	}

	private MemoryProfiler(ProfilerSettings settings, List<MemoryTelemetryExporter> exporters, BeanNames beans,
			String firstSessionId, @Nullable SpanScopes spans, OperationBytes operations, Clock clock) {
		this(settings, exporters, beans, firstSessionId, spans, operations, clock, LiveHeapSource.ofThisJvm(clock));
	}

	private MemoryProfiler(ProfilerSettings settings, List<MemoryTelemetryExporter> exporters, BeanNames beans,
			String firstSessionId, @Nullable SpanScopes spans, OperationBytes operations, Clock clock,
			LiveHeapSource liveHeap) {
		this(settings, exporters, beans, firstSessionId, spans, operations, clock, liveHeap,
				SnapshotSource.ofThisJvm(liveHeap));
	}

	MemoryProfiler(ProfilerSettings settings, List<MemoryTelemetryExporter> exporters, BeanNames beans,
			String firstSessionId, @Nullable SpanScopes spans, OperationBytes operations, Clock clock,
			LiveHeapSource liveHeap, SnapshotSource snapshots) {
		this.settings = settings;
		this.exporters = List.copyOf(exporters);
		this.clock = clock;
		this.liveHeap = liveHeap;
		this.snapshots = snapshots;
		this.history = new SnapshotHistory(settings.maxSamples());
		this.collections = new CollectionHistory(settings.maxSamples());
		this.startedAt = clock.instant();
		this.lastAnalysis = this.startedAt;
		this.sessionId = firstSessionId;
		this.allocations = new AllocationTracker(settings.allocations(), clock, spans, operations);
		this.profile = this.allocations.profile();
		this.leaks = new LeakDetector(settings.leaks(), this.allocations.naming(), this.allocations::sizeOf, beans,
				this.startedAt);
		this.allocations.onSample(this.leaks::allocated);
		this.events = new JfrEvents(settings, liveHeap.collector(), this.allocations, this.leaks, clock);
		this.cost = new CostControl(settings, this.steps, this.events, this.allocations, this.leaks,
				() -> this.collections.heldBytes()
						+ Math.min(this.history.count(), settings.maxSamples()) * SNAPSHOT_BYTES,
				this.startedAt);
	}

	public ProfilerSettings settings() {
		return this.settings;
	}

	/**
	 * Id of the session, 12 hexadecimal digits.
	 */
	public String sessionId() {
		return this.sessionId;
	}

	/**
	 * An id for a session: 12 hexadecimal digits at random.
	 */
	public static String newSessionId() {
		return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
	}

	/**
	 * Begins to observe; takes milliseconds. Starting a running profiler does nothing; a
	 * stopped one starts again in a new session.
	 */
	public void start() {
		this.lock.lock();
		try {
			if (this.state != ProfilerState.RUNNING) {
				this.steps.run(ProfilingStep.LIVE_HEAP, this.liveHeap::start);
				boolean first = this.state == ProfilerState.CREATED;
				this.state = ProfilerState.RUNNING;
				beginSession(first ? this.sessionId : newSessionId());
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * One pass over the {@link ProfilingStep steps}. Does nothing unless started.
	 */
	public void tick() {
		pass(false);
	}

	/**
	 * Ends observation: flushes the exporters, releases JFR and hands out the last
	 * report. Stopping a stopped profiler only hands out the report.
	 */
	public MemoryReport stop() {
		this.lock.lock();
		try {
			if (this.state == ProfilerState.RUNNING) {
				this.state = ProfilerState.STOPPED;
				this.steps.run(ProfilingStep.PUBLISH, this::publish);
				flush();
				this.steps.run(ProfilingStep.ALLOCATIONS, this.events::close);
				this.steps.run(ProfilingStep.LIVE_HEAP, this.liveHeap::close);
				this.steps.run(ProfilingStep.SNAPSHOT, this.snapshots::close);
			}
			MemoryReport last = this.report;
			return (last != null) ? last : assemble(this.snapshots.take(this.clock.instant()));
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		stop();
		forEachExporter(MemoryTelemetryExporter::shutdown);
	}

	/**
	 * The latest report, or {@code null} before the first tick.
	 */
	public @Nullable MemoryReport report() {
		return this.report;
	}

	/**
	 * The time by the clock that all times in the reports are from.
	 */
	public Instant now() {
		return this.clock.instant();
	}

	/**
	 * What memory is in use at this moment; not kept.
	 */
	public MemorySnapshot currentSnapshot() {
		return this.snapshots.take(this.clock.instant());
	}

	/**
	 * The snapshots kept, oldest first.
	 */
	public List<MemorySnapshot> timeline() {
		return this.history.list();
	}

	/**
	 * The collections kept, oldest first.
	 */
	public List<LiveHeap> collections() {
		return this.collections.list();
	}

	/**
	 * How code is told apart: the application's, a library's, the JDK's.
	 */
	public ComponentNaming naming() {
		return this.allocations.naming();
	}

	/**
	 * The allocation tree as of the latest analysis, or {@code null} when none is kept.
	 */
	public @Nullable FlameGraph flameGraph() {
		return this.flameGraph;
	}

	/**
	 * Growth of memory over the last while in bytes a second, or {@code null} with fewer
	 * than three snapshots.
	 */
	public @Nullable TrendLine trend(Duration over) {
		return this.history.growth(over);
	}

	/**
	 * Runs an analysis on the executor.
	 * @return {@code false} when one is already waiting or running
	 */
	public boolean requestAnalysis(Executor executor) {
		if (!this.analysisRequested.compareAndSet(false, true)) {
			return false;
		}
		try {
			executor.execute(() -> {
				try {
					pass(true);
				}
				finally {
					this.analysisRequested.set(false);
				}
			});
			return true;
		}
		catch (RuntimeException ex) {
			this.analysisRequested.set(false);
			throw ex;
		}
	}

	/**
	 * Forgets all that was observed and begins a new session under a new id. Waits for a
	 * tick or an analysis that is under way.
	 */
	public void newSession() {
		this.lock.lock();
		try {
			beginSession(newSessionId());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Pushes now what the exporters have; waits as long as their timeout.
	 */
	public void flush() {
		forEachExporter(MemoryTelemetryExporter::flush);
	}

	/**
	 * Calls the listener with each report that follows an analysis, on the thread that
	 * ticks.
	 */
	public void onReport(Consumer<MemoryReport> listener) {
		this.reportListeners.add(listener);
	}

	/**
	 * Calls the listener with each leak that is reported for the first time in the
	 * session, on the thread that ticks; its status tells whether the run before knew it.
	 */
	public void onLeak(Consumer<LeakInfo> listener) {
		this.leakListeners.add(listener);
	}

	/**
	 * Leaks that the run before this session reported, which are then
	 * {@link io.memprof.leak.LeakStatus#KNOWN KNOWN} from the first report on. Forgotten
	 * with the session. Waits for a tick or an analysis that is under way.
	 */
	public void expectLeaks(List<LeakIdentity> earlier) {
		this.lock.lock();
		try {
			this.leaks.expect(earlier);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void pass(boolean demanded) {
		this.lock.lock();
		try {
			if (this.state != ProfilerState.RUNNING || (!demanded && this.cost.skipsTick())) {
				return;
			}
			long begin = this.steps.beginTick();
			this.steps.run(ProfilingStep.SNAPSHOT, this::snapshot);
			this.steps.run(ProfilingStep.ALLOCATIONS, this::settleAllocations);
			this.steps.run(ProfilingStep.LIVE_HEAP, this::takeInCollections);
			boolean judges = demanded || isAnalysisDue();
			if (judges) {
				this.steps.pauseTick(begin);
				this.steps.run(ProfilingStep.JUDGE, () -> judge(demanded));
				begin = this.steps.resumeTick();
			}
			this.steps.run(ProfilingStep.PUBLISH, this::publish);
			this.steps.endTick(begin);
			if (judges) {
				this.steps.run(ProfilingStep.PUBLISH, this::tellListeners);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void snapshot() {
		this.events.open();
		MemorySnapshot snapshot = this.snapshots.take(this.clock.instant());
		this.history.add(snapshot);
		this.leaks.observe(snapshot);
	}

	private void settleAllocations() {
		this.arrived = this.allocations.settle();
	}

	private void takeInCollections() {
		List<LiveHeap> readings = this.liveHeap.drain();
		this.collections.add(readings);
		this.leaks.observe(readings);
		MemorySnapshot latest = this.history.latest();
		if (latest != null) {
			this.cost.observe(this.clock.instant(), readings, latest.heapMax());
		}
	}

	private boolean isAnalysisDue() {
		Duration since = Duration.between(this.lastAnalysis, this.clock.instant());
		return since.isNegative() || since.compareTo(this.cost.analysisInterval()) >= 0;
	}

	private void judge(boolean demanded) throws InterruptedException {
		this.lastAnalysis = this.clock.instant();
		if (this.cost.mayNotAllocate() && !demanded) {
			this.analysis = this.leaks.keep(analysis(), this.clock.instant());
			return;
		}
		this.profile = this.allocations.profile();
		this.flameGraph = this.allocations.flameGraph();
		TrendLine trend = this.history.growth(SESSION);
		this.growth = (trend != null) ? trend.slope() : null;
		this.meanStale = true;
		this.analysis = this.leaks.analyse(this.clock.instant(), demanded, this.profile)
			.tracedBy(this.allocations::lastSpanAt);
		LeakAnalysis analysis = this.analysis;
		forEachExporter((exporter) -> exporter.exportLeakAnalysis(analysis));
	}

	private void publish() {
		MemorySnapshot latest = this.history.latest();
		if (latest == null) {
			return;
		}
		if (this.meanStale) {
			this.meanBytes = this.history.mean().bytesOr(0);
			this.meanStale = this.analysis == null;
		}
		this.profile = this.profile.with(this.allocations.stats(), this.allocations.unavailable());
		forEachExporter((exporter) -> exporter.exportSnapshot(latest));
		forEachExporter((exporter) -> exporter.exportAllocationStats(this.profile.stats()));
		forEachExporter((exporter) -> exporter.exportAllocations(this.arrived));
		this.arrived = List.of();
		this.report = assemble(latest);
	}

	private void tellListeners() {
		MemoryReport latest = this.report;
		if (latest == null) {
			return;
		}
		tell(this.reportListeners, latest);
		latest.leakAnalysis().firstReported().forEach((leak) -> tell(this.leakListeners, leak));
	}

	/** One that throws keeps nothing from the next. */
	private <T> void tell(List<Consumer<T>> listeners, T news) {
		listeners.forEach((listener) -> this.steps.run(ProfilingStep.PUBLISH, () -> listener.accept(news)));
	}

	/** Likewise. */
	private void forEachExporter(Consumer<MemoryTelemetryExporter> operation) {
		this.exporters.forEach((exporter) -> this.steps.run(ProfilingStep.PUBLISH, () -> operation.accept(exporter)));
	}

	private MemoryReport assemble(MemorySnapshot latest) {
		LeakAnalysis judged = analysis();
		return new MemoryReport(this.sessionId, this.state.name().toLowerCase(Locale.ROOT), this.startedAt,
				this.clock.instant(), this.history.count(),
				new MemoryReport.MemoryUse(this.history.peak().bytesOr(0), this.meanBytes, this.growth),
				this.settings.thresholds().pressure(latest), latest, judged, this.profile,
				Recommendations.of(judged, this.settings.thresholds().pressure(latest)),
				this.allocations.naming().applicationPackages(), this.cost.cost());
	}

	private LeakAnalysis analysis() {
		LeakAnalysis analysis = this.analysis;
		return (analysis != null) ? analysis : LeakAnalysis.notYet(this.startedAt);
	}

	private void beginSession(String sessionId) {
		this.sessionId = sessionId;
		this.startedAt = this.clock.instant();
		this.lastAnalysis = this.startedAt;
		this.steps.reset();
		this.events.beginSession();
		this.cost.beginSession();
		this.history.clear();
		this.collections.clear();
		this.allocations.reset();
		this.leaks.reset(this.startedAt);
		this.analysis = null;
		this.growth = null;
		this.meanStale = true;
		this.profile = this.allocations.profile();
		this.flameGraph = null;
		this.report = null;
		forEachExporter((exporter) -> exporter.beginSession(this.sessionId));
	}

}
