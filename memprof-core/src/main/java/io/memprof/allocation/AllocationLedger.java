package io.memprof.allocation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Shares out the JVM's exact count of allocated bytes by sampled allocations.
 * <p>
 * Samples come in on the thread that delivers JFR events ({@link #sampled}); everything
 * else is called by the profiler's thread. At each tick the bytes allocated since the
 * last one are divided over the samples that arrived, see {@link ThreadWeight}. Without
 * samples the bytes wait for the next tick. So totals follow the exact count with a delay
 * of at most one tick and the delivery of events, while shares are estimates.
 * <p>
 * Everything it holds is bounded: see the constants.
 */
final class AllocationLedger {

	static final int MAX_COMPONENTS = 50;

	private static final int MAX_NAMES = 4_000;

	/** Samples that wait for a tick: about 2 KB each with 64 frames. */
	static final int MAX_PENDING = 4_000;

	private static final long NAME_BYTES = 430;

	private static final long FRAME_BYTES = 400;

	private static final long SAMPLE_BYTES = 2_000;

	private final ComponentNaming naming;

	private final @Nullable LongSupplier allocatedBytes;

	private @Nullable StackTree stacks;

	private final Object pendingLock = new Object();

	private List<Sample> pending = new ArrayList<>();

	private long arrived;

	private double arrivedWeight;

	private final SplittableRandom random = new SplittableRandom();

	private final Bursts bursts = new Bursts();

	private Map<Long, ThreadWeight> weights = new HashMap<>();

	private final Totals components = new Totals(MAX_COMPONENTS + 1);

	private final Set<String> componentNames = new HashSet<>();

	private final Totals classes = new Totals(MAX_NAMES);

	private final Totals sites = new Totals(MAX_NAMES);

	private final Totals operations = new Totals(MAX_NAMES);

	private final double[] countsBySize = new double[SizeCategory.values().length];

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
	}

	/**
	 * Takes in one sampled allocation; from any one thread.
	 * @param thread that allocated
	 */
	void sampled(long thread, List<StackFrame> stack, AllocationInfo info) {
		boolean first = this.bursts.isFirst(thread, info.timestamp());
		StackFrame site = this.naming.site(stack);
		String siteName = (site != null) ? info.className() + " at " + site : info.className();
		synchronized (this.pendingLock) {
			ThreadWeight weight = this.weights.computeIfAbsent(thread, (id) -> new ThreadWeight());
			weight.add(info.weightBytes(), first);
			add(new Sample(info, stack, siteName, weight, first));
		}
	}

	/** When there are too many, each has the same chance to stay. */
	private void add(Sample sample) {
		this.arrived++;
		this.arrivedWeight += sample.info().weightBytes();
		if (this.pending.size() < MAX_PENDING) {
			this.pending.add(sample);
			return;
		}
		long slot = this.random.nextLong(this.arrived);
		if (slot < MAX_PENDING) {
			this.pending.set((int) slot, sample);
		}
	}

	/**
	 * Shares out what was allocated since the last call.
	 * @return the samples since then
	 */
	List<AllocationInfo> settle() {
		Pending taken = takePending();
		double weights = 0;
		for (Sample sample : taken.samples()) {
			weights += sample.bytes();
		}
		if (this.allocatedBytes != null) {
			long exact = this.allocatedBytes.getAsLong();
			this.waiting += Math.max(0, exact - this.lastExact);
			this.lastExact = Math.max(exact, this.lastExact);
		}
		else {
			this.waiting += taken.weight();
		}
		if (weights <= 0) {
			return List.of();
		}
		double scale = this.waiting / weights;
		this.waiting = 0;
		List<AllocationInfo> infos = new ArrayList<>(taken.samples().size());
		for (Sample sample : taken.samples()) {
			charge(sample, scale * sample.bytes());
			infos.add(sample.info());
		}
		return infos;
	}

	AllocationStats stats(Instant now) {
		Map<SizeCategory, Long> sizes = new EnumMap<>(SizeCategory.class);
		for (SizeCategory category : SizeCategory.values()) {
			sizes.put(category, Math.round(this.countsBySize[category.ordinal()]));
		}
		double seconds = Math.max(1, Duration.between(this.startedAt, now).toMillis() / 1000.0);
		return new AllocationStats(Math.round(this.totalCount), Math.round(this.totalBytes), this.totalBytes / seconds,
				this.samples, EfficiencyScore.of(this.totalBytes, this.totalCount, this.totalPadding), sizes,
				this.components.largest(MAX_COMPONENTS + 1));
	}

	AllocationProfile profile(Instant now, @Nullable String unavailable) {
		return new AllocationProfile(stats(now), this.classes.largest(AllocationProfile.TOP),
				this.sites.largest(AllocationProfile.TOP), this.operations.largest(AllocationProfile.TOP), unavailable);
	}

	@Nullable FlameGraph flameGraph() {
		return (this.stacks != null) ? this.stacks.toFlameGraph() : null;
	}

	/** Those to come make a new tree. */
	void forgetStacks() {
		if (this.stacks != null) {
			this.stacks = new StackTree(StackTree.MAX_FRAMES);
		}
	}

	/**
	 * Bytes this ledger holds, estimated from the sizes of its parts.
	 */
	long heldBytes() {
		int names = this.components.size() + this.classes.size() + this.sites.size() + this.operations.size();
		int frames = (this.stacks != null) ? this.stacks.size() : 0;
		int waiting;
		synchronized (this.pendingLock) {
			waiting = this.pending.size();
		}
		return names * NAME_BYTES + frames * FRAME_BYTES + waiting * SAMPLE_BYTES;
	}

	private Pending takePending() {
		synchronized (this.pendingLock) {
			Pending taken = new Pending(this.pending, this.arrivedWeight);
			this.pending = new ArrayList<>();
			this.weights = new HashMap<>();
			this.arrived = 0;
			this.arrivedWeight = 0;
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
		this.countsBySize[SizeCategory.of(info.objectBytes()).ordinal()] += count;
		this.components.add(bounded(info.component()), bytes, count, padding);
		this.classes.add(info.className(), bytes, count, padding);
		this.operations.add(info.operation(), bytes, count, padding);
		this.sites.add(sample.site(), bytes, count, padding);
		if (this.stacks != null) {
			if (info.component().equals(ComponentNaming.MEMPROF)) {
				this.stacks.addOwn(sample.stack(), bytes, count);
			}
			else {
				this.stacks.add(sample.stack(), bytes, count);
			}
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

	/**
	 * A sample that waits for the next tick; named already, as the tick is to be short.
	 */
	private record Sample(AllocationInfo info, List<StackFrame> stack, String site, ThreadWeight thread,
			boolean first) {

		/** What it stands for, before it is scaled to the exact count. */
		double bytes() {
			return this.thread.share(this.info.weightBytes(), this.first);
		}

	}

	/** All that wait, and the weight of all that came. */
	private record Pending(List<Sample> samples, double weight) {
	}

}
