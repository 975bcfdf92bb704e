package io.memprof.allocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tracks who allocates, from {@code jdk.ObjectAllocationSample} (JDK 16, JDK-8257602).
 * <p>
 * {@link #settle()} and the views are for the profiler's thread. Until
 * {@link #attachTo(FlightRecorderStream)}, and on a JVM without JFR, everything is empty
 * with a reason.
 */
public final class AllocationTracker {

	/** Sample and TLAB event of one allocation are at most this far apart. */
	private static final Duration SAME_ALLOCATION = Duration.ofMillis(1);

	private final AllocationSettings settings;

	private final ComponentNaming naming;

	private final Clock clock;

	private final @Nullable LongSupplier allocatedBytes;

	private final FrameReader frames = new FrameReader();

	private final ObjectSizes sizes = new ObjectSizes();

	private volatile AllocationLedger ledger;

	private volatile @Nullable String unavailable;

	private @Nullable RecordedEvent lastMeasured;

	private BiConsumer<Instant, List<StackFrame>> listener = (at, stack) -> {
	};

	public AllocationTracker(AllocationSettings settings, Clock clock) {
		this(settings, clock, AllocatedBytes.ofThisJvm());
	}

	AllocationTracker(AllocationSettings settings, Clock clock, @Nullable LongSupplier allocatedBytes) {
		this.settings = settings;
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
	 * Calls the listener with time and stack of each sampled allocation, on the thread
	 * that delivers the events. To be set before the stream starts.
	 */
	public void onSample(BiConsumer<Instant, List<StackFrame>> listener) {
		this.listener = listener;
	}

	/**
	 * Subscribes to the stream, before it starts.
	 */
	public void attachTo(FlightRecorderStream stream) {
		if (!this.settings.enabled()) {
			return;
		}
		stream.onEvent("jdk.ObjectAllocationSample", this::onSample, "throttle",
				this.settings.samplesPerSecond() + "/s", "stackTrace", "true");
		stream.listen("jdk.ObjectAllocationInNewTLAB", this::onMeasured);
		stream.listen("jdk.ObjectAllocationOutsideTLAB", this::onMeasured);
		this.unavailable = null;
	}

	/**
	 * Nothing can be tracked, and why.
	 */
	public void unavailable(String reason) {
		if (this.settings.enabled()) {
			this.unavailable = reason;
		}
	}

	/**
	 * Shares out the bytes allocated since the last call over the samples since then.
	 * @return those samples
	 */
	public List<AllocationInfo> settle() {
		return (this.unavailable == null) ? this.ledger.settle() : List.of();
	}

	public AllocationStats stats() {
		return this.ledger.stats(this.clock.instant());
	}

	public AllocationProfile profile() {
		return this.ledger.profile(this.clock.instant(), this.unavailable);
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
	 * Forgets all totals.
	 */
	public void reset() {
		this.ledger = newLedger();
	}

	/**
	 * Bytes held by the totals, estimated.
	 */
	public long heldBytes() {
		return this.ledger.heldBytes() + this.sizes.classes() * 200L;
	}

	private AllocationLedger newLedger() {
		return new AllocationLedger(this.naming, this.allocatedBytes, this.settings.flameGraph(), this.clock.instant());
	}

	private void onSample(RecordedEvent event) {
		String className = FrameReader.className(event.getClass("objectClass"));
		Long exact = sizeOfSameAllocation(event, className);
		List<StackFrame> stack = this.frames.frames(event.getStackTrace());
		this.listener.accept(event.getStartTime(), stack);
		this.ledger.sampled(event.getStartTime(), className, stack,
				(exact != null) ? exact : this.sizes.sizeOf(className), event.getLong("weight"));
	}

	/** The JVM emits the TLAB event, when enabled, right before the sample. */
	private @Nullable Long sizeOfSameAllocation(RecordedEvent sample, String className) {
		RecordedEvent measured = this.lastMeasured;
		if (measured == null) {
			return null;
		}
		boolean same = measured.getThread().getId() == sample.getThread().getId()
				&& Duration.between(measured.getStartTime(), sample.getStartTime()).abs().compareTo(SAME_ALLOCATION) < 0
				&& className.equals(FrameReader.className(measured.getClass("objectClass")));
		return same ? measured.getLong("allocationSize") : null;
	}

	private void onMeasured(RecordedEvent event) {
		this.lastMeasured = event;
		this.sizes.add(FrameReader.className(event.getClass("objectClass")), event.getLong("allocationSize"));
	}

}
