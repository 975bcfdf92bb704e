package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.StackFrame;
import io.memprof.snapshot.MemorySnapshot;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Weighs memory outside the heap: the floor of each kind, which is always watched, and on
 * suspicion what tells where it comes from and who keeps it. Two kinds of evidence that
 * agree may speak sooner than the floor alone.
 * <p>
 * All methods but {@link #allocated} are for the profiler's thread.
 */
final class OffHeapEvidence {

	/** Collections that unload no classes, as JFR names them. */
	private static final Pattern YOUNG = Pattern.compile("\\w*New|ParallelScavenge|\\w+ Minor");

	private final Windows windows;

	private final ComponentNaming naming;

	private final BeanNames beans;

	private final LongSupplier unloadedClasses;

	/** Who keeps direct buffers, as found by other means than a walk. */
	private final Function<Instant, @Nullable Holder> bufferHolder;

	private final Map<LeakKind, OffHeapRule> rules = new EnumMap<>(LeakKind.class);

	private final ThreadEvidence threads;

	private final ClassEvidence classes;

	private final DirectEvidence direct;

	private final NativeEvidence natives;

	private @Nullable Instant settled;

	private volatile @Nullable Instant lastUnloading;

	private long unloaded;

	/**
	 * Watches over a session.
	 * @param unloadedClasses how many classes this JVM has unloaded so far
	 * @param bufferHolder who keeps direct buffers, as found by other means than a walk,
	 * or {@code null} when nobody knows
	 */
	OffHeapEvidence(Windows windows, ComponentNaming naming, BeanNames beans, HostThreads host,
			LongSupplier unloadedClasses, Function<Instant, @Nullable Holder> bufferHolder) {
		this.windows = windows;
		this.naming = naming;
		this.beans = beans;
		this.unloadedClasses = unloadedClasses;
		this.bufferHolder = bufferHolder;
		Duration bin = windows.warmUp().dividedBy(30);
		OffHeapRule.all(bin).forEach((rule) -> this.rules.put(rule.kind(), rule));
		this.threads = new ThreadEvidence(windows, naming, host);
		this.classes = new ClassEvidence(windows, naming);
		this.direct = new DirectEvidence(naming);
		this.natives = new NativeEvidence(naming);
		this.unloaded = unloadedClasses.getAsLong();
	}

	/**
	 * Subscribes to the stream, before it starts.
	 */
	void attachTo(FlightRecorderStream stream) {
		this.threads.attachTo(stream);
		this.classes.attachTo(stream);
		this.direct.attachTo(stream);
		stream.onEvent("jdk.GarbageCollection", this::collected);
	}

	/**
	 * Takes in the stack of a sampled allocation; from any thread.
	 */
	void allocated(List<StackFrame> stack) {
		this.direct.sampled(stack);
		this.natives.sampled(stack);
	}

	/**
	 * Takes in the snapshot of a tick.
	 * @param from end of start-up
	 */
	void observe(MemorySnapshot snapshot, Instant from) {
		if (this.settled == null && snapshot.timestamp().isAfter(from)) {
			this.settled = snapshot.timestamp();
			this.direct.forgetSizes();
		}
		this.rules.values().forEach((rule) -> rule.observe(snapshot));
		if (snapshot.direct().isAvailable()) {
			this.direct.observe(snapshot.direct().bytes());
		}
	}

	/**
	 * Old objects have been collected, and with them the classes that nobody uses.
	 */
	void collectedOld(Instant at) {
		this.lastUnloading = at;
	}

	/**
	 * Takes in sampled objects that live; with chains after a walk.
	 */
	void survived(List<OldObject> objects, boolean walked) {
		this.direct.survived(objects, this.beans);
		this.natives.survived(objects);
		if (walked) {
			this.classes.walked(objects, this.beans);
		}
	}

	/**
	 * Whether a walk to the GC roots would tell who holds what accumulates.
	 */
	boolean wantsWalk(Instant from) {
		return (isSuspicious(LeakKind.METASPACE, from) && this.classes.wantsWalk())
				|| (isSuspicious(LeakKind.DIRECT, from) && this.direct.wantsWalk());
	}

	/**
	 * Whether some kind of memory goes on rising, leak or not.
	 */
	boolean rises(Instant from) {
		return this.rules.values().stream().anyMatch((rule) -> rule.goesOnRising(from, this.windows));
	}

	/**
	 * The leaks of every kind of memory outside the heap.
	 * @param from end of start-up
	 * @param held what accumulates on the heap and is proven to be held
	 */
	List<LeakInfo> judge(Instant from, Instant now, List<? extends Suspect> held) {
		noticeUnloading(now);
		List<LeakInfo> leaks = new ArrayList<>();
		this.classes.watch(isSuspicious(LeakKind.METASPACE, from));
		this.direct.watch(isSuspicious(LeakKind.DIRECT, from));
		for (OffHeapRule rule : this.rules.values()) {
			if (rule.isSuspicious(from, this.windows)) {
				for (OffHeapOrigin origin : origins(rule.kind(), from, now, held)) {
					LeakInfo leak = rule.judge(from, now, this.windows, origin, this.naming);
					if (leak != null) {
						leaks.add(leak);
					}
				}
			}
		}
		return leaks;
	}

	/**
	 * Whether a suspect on the heap is the other side of one of these leaks: what the
	 * threads or the class loaders hold that accumulate. Direct buffers are judged by
	 * their memory as soon as that grows, and loaded classes always, leak or not.
	 */
	boolean explains(Suspect suspect, List<LeakInfo> leaks, Instant from) {
		boolean buffers = this.direct.concerns(suspect) && isSuspicious(LeakKind.DIRECT, from);
		return buffers || ClassEvidence.concerns(suspect) || leaks.stream().anyMatch((leak) -> switch (leak.kind()) {
			case THREADS -> this.threads.explains(suspect);
			case METASPACE -> this.classes.explains(suspect);
			case HEAP, DIRECT, NATIVE -> false;
		});
	}

	void clear() {
		this.rules.values().forEach(OffHeapRule::clear);
		this.threads.clear();
		this.classes.clear();
		this.direct.clear();
		this.natives.clear();
		this.settled = null;
		this.lastUnloading = null;
	}

	/** Bytes held, estimated. */
	long heldBytes() {
		return this.threads.starts().heldBytes() + this.classes.heldBytes()
				+ (this.direct.stacks() + this.natives.stacks()) * 3_000L;
	}

	private boolean isSuspicious(LeakKind kind, Instant from) {
		OffHeapRule rule = this.rules.get(kind);
		return rule != null && rule.isSuspicious(from, this.windows);
	}

	private List<OffHeapOrigin> origins(LeakKind kind, Instant from, Instant now, List<? extends Suspect> held) {
		return switch (kind) {
			case THREADS -> this.threads.origins(from, now);
			case METASPACE -> classes(from, now, held);
			case DIRECT -> List.of(this.direct.origin(this.bufferHolder.apply(now)));
			case NATIVE -> List.of(this.natives.origin());
			case HEAP -> List.of();
		};
	}

	/**
	 * Who defines the classes is looked for before it is proven that they stay: because
	 * old collections have spared them, or because what they hold is reachable.
	 */
	private List<OffHeapOrigin> classes(Instant from, Instant now, List<? extends Suspect> held) {
		OffHeapOrigin origin = this.classes.origin(now);
		if (origin == null) {
			return List.of();
		}
		List<? extends Suspect> through = held.stream().filter(this.classes::explains).toList();
		if (through.isEmpty()) {
			return spared(from, now) ? List.of(origin) : List.of();
		}
		through.forEach((suspect) -> this.classes.heldWith(suspect, this.beans));
		return Stream.ofNullable(this.classes.origin(now)).toList();
	}

	/**
	 * Whether classes have had the chance to go, after enough of them had come. Metaspace
	 * is collected rarely, and until then the loaders of applications that were stopped
	 * look like a leak.
	 */
	private boolean spared(Instant from, Instant now) {
		Instant last = this.lastUnloading;
		Duration part = Duration.between(from, now).dividedBy(4);
		return last != null && last.isAfter(from.plus(part));
	}

	/**
	 * The MXBeans of G1 tell the end of marking, when classes are unloaded, since JDK 20
	 * only. Not on the profiler's thread.
	 */
	private void collected(RecordedEvent event) {
		String name = event.getString("name");
		if (name != null && !YOUNG.matcher(name).matches()) {
			this.lastUnloading = event.getEndTime();
		}
	}

	/** Without JFR, classes that did go show that others had the chance. */
	private void noticeUnloading(Instant now) {
		long count = this.unloadedClasses.getAsLong();
		if (count > this.unloaded) {
			this.lastUnloading = now;
		}
		this.unloaded = count;
	}

}
