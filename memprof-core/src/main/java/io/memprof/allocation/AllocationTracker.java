package io.memprof.allocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.memprof.unit.Reading;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/**
 * Tracks who allocates, from {@code jdk.ObjectAllocationSample} (JDK 16, JDK-8257602).
 * <p>
 * The weight of a sample is what its thread allocated since its previous sample. For the
 * first sample of a thread that is everything since the thread began, so what was
 * allocated before we listened is taken off.
 * <p>
 * {@link #settle()} and the views are for the profiler's thread. Until
 * {@link #attachTo(FlightRecorderStream)}, and on a JVM without JFR, everything is empty
 * with a reason.
 */
public final class AllocationTracker {

	private static final String SAMPLE = "jdk.ObjectAllocationSample";

	/** Sample and TLAB event of one allocation are at most this far apart. */
	private static final Duration SAME_ALLOCATION = Duration.ofMillis(1);

	private final AllocationSettings settings;

	private final ComponentNaming naming;

	private final Clock clock;

	private final @Nullable LongSupplier allocatedBytes;

	private final FrameReader frames = new FrameReader();

	private final ObjectSizes sizes = new ObjectSizes();

	private final @Nullable SpanScopes spans;

	private final OperationBytes operations;

	private final EventClock eventClock = new EventClock();

	private final SiteSpans siteSpans = new SiteSpans();

	private volatile AllocationLedger ledger;

	private volatile @Nullable String unavailable;

	private @Nullable FlightRecorderStream stream;

	private int samplesPerSecond;

	private final Map<Long, Long> bytesBefore = new ConcurrentHashMap<>();

	private @Nullable Measured lastMeasured;

	private SampleListener listener = (at, className, stack) -> {
	};

	/**
	 * A tracker that has not begun.
	 * @param spans tells in which span a sample was allocated, or {@code null} where
	 * nobody asks
	 * @param operations measures what operations allocate
	 */
	public AllocationTracker(AllocationSettings settings, Clock clock, @Nullable SpanScopes spans,
			OperationBytes operations) {
		this(settings, clock, spans, operations, AllocatedBytes.ofThisJvm());
	}

	AllocationTracker(AllocationSettings settings, Clock clock, @Nullable SpanScopes spans, OperationBytes operations,
			@Nullable LongSupplier allocatedBytes) {
		this.settings = settings;
		this.spans = spans;
		this.operations = operations;
		this.samplesPerSecond = settings.samplesPerSecond();
		this.naming = new ComponentNaming(settings.components(), settings.basePackages());
		this.clock = clock;
		this.allocatedBytes = allocatedBytes;
		this.ledger = newLedger();
		this.unavailable = settings.enabled() ? "allocation tracking has not started yet"
				: "memprof.allocations.enabled is false";
	}

	public ComponentNaming naming() {
		return this.naming;
	}

	/**
	 * Calls the listener with each sampled allocation, on the thread that delivers the
	 * events; the time is that of delivery, a second late at most. To be set before the
	 * stream starts.
	 */
	public void onSample(SampleListener listener) {
		this.listener = listener;
	}

	/**
	 * Subscribes to the stream, before it starts.
	 */
	public void attachTo(FlightRecorderStream stream) {
		if (!this.settings.enabled()) {
			return;
		}
		this.stream = stream;
		stream.listen(SAMPLE, this::take);
		throttle(this.samplesPerSecond);
		stream.listen("jdk.ObjectAllocationInNewTLAB", this::onMeasured);
		stream.listen("jdk.ObjectAllocationOutsideTLAB", this::onMeasured);
		if (this.spans != null) {
			this.eventClock.attachTo(stream);
		}
		this.bytesBefore.clear();
		this.bytesBefore.putAll(AllocatedBytes.byThread());
		this.unavailable = null;
	}

	/**
	 * Takes so many samples a second at most from now on, of this stream and of one that
	 * follows; 0 for none. What is allocated meanwhile is shared out when samples come
	 * again.
	 */
	public void throttle(int samplesPerSecond) {
		this.samplesPerSecond = samplesPerSecond;
		FlightRecorderStream running = this.stream;
		if (running == null) {
			return;
		}
		if (samplesPerSecond > 0) {
			running.switchOn(SAMPLE, "throttle", samplesPerSecond + "/s", "stackTrace", "true");
		}
		else {
			running.switchOff(SAMPLE);
		}
	}

	/**
	 * Begins the tree of stacks anew.
	 */
	public void forgetStacks() {
		this.ledger.forgetStacks();
	}

	/**
	 * Bytes that the JVM has allocated since it started.
	 */
	public Reading allocatedByJvm() {
		return (this.allocatedBytes != null) ? Reading.of(this.allocatedBytes.getAsLong())
				: Reading.unavailable("this JVM does not count allocated bytes");
	}

	/**
	 * Nothing can be tracked, and why.
	 */
	public void unavailable(String reason) {
		this.stream = null;
		if (this.settings.enabled()) {
			this.unavailable = reason;
		}
	}

	/**
	 * Why nothing is tracked, or {@code null} when it is.
	 */
	public @Nullable String unavailable() {
		return this.unavailable;
	}

	/**
	 * Shares out the bytes allocated since the last call over the samples since then.
	 * @return those samples
	 */
	public List<AllocationInfo> settle() {
		this.operations.makeRoom();
		return (this.unavailable == null) ? this.ledger.settle() : List.of();
	}

	public AllocationStats stats() {
		return this.ledger.stats(this.clock.instant());
	}

	public AllocationProfile profile() {
		return this.ledger.profile(this.clock.instant(), this.unavailable).with(this.operations.measured());
	}

	/**
	 * The stack tree, or {@code null} where none is kept.
	 */
	public @Nullable FlameGraph flameGraph() {
		return this.ledger.flameGraph();
	}

	/**
	 * The size in bytes of one object of a class: exact unless it is an array.
	 */
	public long sizeOf(String className) {
		return this.sizes.sizeOf(className);
	}

	/**
	 * The sampled span that allocated last at a site, named as {@link StackFrame} names
	 * itself; {@code null} when none is known. For any thread.
	 */
	public @Nullable SampledSpan lastSpanAt(String site) {
		return this.siteSpans.of(site);
	}

	/**
	 * Forgets all totals, and the spans of sites.
	 */
	public void reset() {
		this.ledger = newLedger();
		this.operations.reset();
		this.siteSpans.clear();
	}

	/**
	 * Bytes held by the totals, estimated.
	 */
	public long heldBytes() {
		long spans = (this.spans != null) ? this.spans.heldBytes() + this.siteSpans.heldBytes() : 0;
		return this.ledger.heldBytes() + this.sizes.classes() * 200L + spans + this.operations.heldBytes();
	}

	private AllocationLedger newLedger() {
		return new AllocationLedger(this.naming, this.allocatedBytes, this.settings.flameGraph(), this.clock.instant());
	}

	/** Takes in one sample, on the thread that delivers. */
	void take(RecordedEvent event) {
		String className = FrameReader.className(event.getClass("objectClass"));
		List<StackFrame> stack = this.frames.frames(event.getStackTrace());
		this.listener.sampled(this.clock.instant(), className, stack);
		RecordedThread thread = event.getThread();
		long objectBytes = sizeOf(event, className, stack);
		long weight = weightWhileListening(event.getLong("weight"), thread, objectBytes);
		boolean own = thread != null && ComponentNaming.isOwnThread(thread.getJavaName());
		String component = own ? ComponentNaming.MEMPROF : this.naming.component(stack);
		String operation = own ? ComponentNaming.NO_OPERATION : this.naming.operation(stack);
		SampledSpan span = spanOf(thread, event.getStartTime(), stack);
		this.ledger.sampled((thread != null) ? thread.getId() : -1, stack,
				new AllocationInfo(event.getStartTime(), className, component, operation, objectBytes, weight, span));
	}

	private @Nullable SampledSpan spanOf(@Nullable RecordedThread thread, Instant at, List<StackFrame> stack) {
		if (this.spans == null || thread == null) {
			return null;
		}
		Long nanoTime = this.eventClock.nanoTime(at);
		SampledSpan span = (nanoTime != null) ? this.spans.at(thread.getJavaThreadId(), nanoTime) : null;
		StackFrame site = (span != null) ? this.naming.site(stack) : null;
		if (span != null && site != null) {
			this.siteSpans.put(site, span);
		}
		return span;
	}

	/**
	 * Exact when the TLAB event of this allocation came too, else as seen at its site.
	 */
	private long sizeOf(RecordedEvent sample, String className, List<StackFrame> stack) {
		Measured measured = this.lastMeasured;
		StackFrame site = this.naming.site(stack);
		if (measured != null && measured.isOf(sample.getStartTime(), sample.getThread(), className)) {
			this.sizes.add(className, site, measured.bytes());
			return measured.bytes();
		}
		return this.sizes.sizeOf(className, site);
	}

	private long weightWhileListening(long weight, @Nullable RecordedThread thread, long objectBytes) {
		Long before = (thread != null) ? this.bytesBefore.remove(thread.getJavaThreadId()) : null;
		return (before != null) ? Math.max(objectBytes, weight - before) : weight;
	}

	private void onMeasured(RecordedEvent event) {
		Measured measured = new Measured(event.getStartTime(), event.getThread(),
				FrameReader.className(event.getClass("objectClass")), event.getLong("allocationSize"));
		this.sizes.add(measured.className(), measured.bytes());
		this.lastMeasured = measured;
	}

	/**
	 * Hears of sampled allocations.
	 */
	@FunctionalInterface
	public interface SampleListener {

		/**
		 * One object was allocated.
		 * @param stack innermost frame first
		 */
		void sampled(Instant at, String className, List<StackFrame> stack);

	}

	/**
	 * What the latest TLAB event told. The event itself would hold on to the names of its
	 * whole chunk.
	 */
	private record Measured(Instant at, long thread, String className, long bytes) {

		Measured(Instant at, @Nullable RecordedThread thread, String className, long bytes) {
			this(at, (thread != null) ? thread.getId() : -1, className, bytes);
		}

		/** The JVM emits the TLAB event, when enabled, right before the sample. */
		boolean isOf(Instant sampledAt, @Nullable RecordedThread sampling, String sampledClass) {
			return sampling != null && this.thread == sampling.getId() && this.className.equals(sampledClass)
					&& Duration.between(this.at, sampledAt).abs().compareTo(SAME_ALLOCATION) < 0;
		}

	}

}
