package io.memprof.allocation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Shares out the JVM's exact count of allocated bytes by sampled allocations.
 * <p>
 * Samples come in on the thread that delivers JFR events ({@link #sampled}); everything
 * else is called by the profiler's thread. At each tick the bytes allocated since the
 * last one are divided over the samples that arrived, in proportion to their weights.
 * Without samples the bytes wait for the next tick. So totals follow the exact count with
 * a delay of at most one tick and the delivery of events, while shares are estimates.
 * <p>
 * Everything it holds is bounded: see the constants.
 */
final class AllocationLedger {

	static final int MAX_COMPONENTS = 50;

	private static final int MAX_NAMES = 4_000;

	private static final int MAX_PENDING = 20_000;

	private final ComponentNaming naming;

	private final @Nullable LongSupplier allocatedBytes;

	private final @Nullable StackTree stacks;

	private final Object pendingLock = new Object();

	private List<Sample> pending = new ArrayList<>();

	private long dropped;

	private final Totals components = new Totals(MAX_COMPONENTS + 1);

	private final Set<String> componentNames = new HashSet<>();

	private final Totals classes = new Totals(MAX_NAMES);

	private final Totals sites = new Totals(MAX_NAMES);

	private final Totals operations = new Totals(MAX_NAMES);

	private final Map<SizeCategory, Long> sizes = new EnumMap<>(SizeCategory.class);

	private final Instant startedAt;

	private long lastExact;

	private double totalBytes;

	private double totalCount;

	private double totalPadding;

	private long samples;

	private double waiting;

	/**
	 * An empty ledger.
	 * @param allocatedBytes the JVM's count in bytes, or {@code null} to trust the
	 * weights of the samples
	 */
	AllocationLedger(ComponentNaming naming, @Nullable LongSupplier allocatedBytes, boolean flameGraph,
			Instant startedAt) {
		this.naming = naming;
		this.allocatedBytes = allocatedBytes;
		this.stacks = flameGraph ? new StackTree(StackTree.MAX_FRAMES) : null;
		this.startedAt = startedAt;
		this.lastExact = (allocatedBytes != null) ? allocatedBytes.getAsLong() : 0;
		for (SizeCategory category : SizeCategory.values()) {
			this.sizes.put(category, 0L);
		}
	}

	/**
	 * Takes in one sampled allocation; from any one thread.
	 */
	void sampled(Instant at, String className, List<StackFrame> stack, long objectBytes, long weightBytes) {
		AllocationInfo info = new AllocationInfo(at, className, this.naming.component(stack),
				this.naming.operation(stack), objectBytes, weightBytes);
		synchronized (this.pendingLock) {
			if (this.pending.size() < MAX_PENDING) {
				this.pending.add(new Sample(info, stack));
			}
			else {
				this.dropped++;
			}
		}
	}

	/**
	 * Shares out what was allocated since the last call.
	 * @return the samples since then
	 */
	List<AllocationInfo> settle() {
		List<Sample> arrived = takePending();
		double weights = 0;
		for (Sample sample : arrived) {
			weights += sample.info().weightBytes();
		}
		double scale = 1;
		if (this.allocatedBytes != null) {
			long exact = this.allocatedBytes.getAsLong();
			this.waiting += exact - this.lastExact;
			this.lastExact = exact;
			scale = (weights > 0) ? this.waiting / weights : 0;
		}
		if (weights <= 0) {
			return List.of();
		}
		this.waiting = 0;
		List<AllocationInfo> infos = new ArrayList<>(arrived.size());
		for (Sample sample : arrived) {
			charge(sample, sample.info().weightBytes() * scale);
			infos.add(sample.info());
		}
		return infos;
	}

	AllocationStats stats(Instant now) {
		double seconds = Math.max(1, Duration.between(this.startedAt, now).toMillis() / 1000.0);
		return new AllocationStats(Math.round(this.totalCount), Math.round(this.totalBytes), this.totalBytes / seconds,
				this.samples, EfficiencyScore.of(this.totalBytes, this.totalCount, this.totalPadding), this.sizes,
				this.components.largest(MAX_COMPONENTS + 1));
	}

	AllocationProfile profile(Instant now, @Nullable String unavailable) {
		return new AllocationProfile(stats(now), this.classes.largest(AllocationProfile.TOP),
				this.sites.largest(AllocationProfile.TOP), this.operations.largest(AllocationProfile.TOP), unavailable);
	}

	@Nullable FlameGraph flameGraph() {
		return (this.stacks != null) ? this.stacks.toFlameGraph() : null;
	}

	/**
	 * Bytes this ledger holds, estimated from the sizes of its parts.
	 */
	long heldBytes() {
		int names = this.components.size() + this.classes.size() + this.sites.size() + this.operations.size();
		long perName = 220;
		long perFrame = 160;
		return names * perName + ((this.stacks != null) ? this.stacks.size() * perFrame : 0);
	}

	long dropped() {
		synchronized (this.pendingLock) {
			return this.dropped;
		}
	}

	private List<Sample> takePending() {
		synchronized (this.pendingLock) {
			if (this.pending.isEmpty()) {
				return List.of();
			}
			List<Sample> taken = this.pending;
			this.pending = new ArrayList<>();
			return taken;
		}
	}

	private void charge(Sample sample, double bytes) {
		AllocationInfo info = sample.info();
		double count = bytes / Math.max(1, info.objectBytes());
		double padding = count * ObjectSizes.expectedPadding(info.className());
		this.samples++;
		this.totalBytes += bytes;
		this.totalCount += count;
		this.totalPadding += padding;
		this.sizes.merge(SizeCategory.of(info.objectBytes()), Math.round(count), Long::sum);
		this.components.add(bounded(info.component()), bytes, count, padding);
		this.classes.add(info.className(), bytes, count, padding);
		this.operations.add(info.operation(), bytes, count, padding);
		StackFrame site = this.naming.site(sample.stack());
		this.sites.add((site != null) ? info.className() + " at " + site : info.className(), bytes, count, padding);
		if (this.stacks != null) {
			this.stacks.add(sample.stack(), bytes, count);
		}
	}

	/** Labels of meters: the first so many names stay, later ones share one. */
	private String bounded(String component) {
		if (this.componentNames.contains(component)) {
			return component;
		}
		if (this.componentNames.size() < MAX_COMPONENTS) {
			this.componentNames.add(component);
			return component;
		}
		return Totals.OTHER;
	}

	/** A sample that waits for the next tick. */
	private record Sample(AllocationInfo info, List<StackFrame> stack) {
	}

}
