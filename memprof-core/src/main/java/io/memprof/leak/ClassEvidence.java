package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.FrameReader;
import io.memprof.allocation.StackFrame;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which classes go on being defined while metaspace rises: by many loaders of one type,
 * as when an application is deployed again and again, or under names that differ by a
 * number, as when each call generates one. What is loaded when it is first used has
 * neither.
 * <p>
 * {@code jdk.ClassDefine} is on only while there is a suspicion, and no longer than
 * {@value #MOST_EVENTS} classes at a time. Events come on JFR's thread, the rest is for
 * the profiler's.
 */
final class ClassEvidence {

	private static final String EVENT = "jdk.ClassDefine";

	private static final int MOST_EVENTS = 5_000;

	private static final int MAX_FAMILIES = 300;

	/** Loaders of one type that are no coincidence: JMC asks for more, over longer. */
	private static final int FEWEST_LOADERS = 4;

	private static final int FEWEST_GENERATED = 20;

	private static final int FEWEST_PINNED = 2;

	/** {@code org.postgresql.Driver}, {@code oracle.jdbc.OracleDriver}. */
	private static final Pattern JDBC_DRIVER = Pattern.compile("[\\w.]+\\.Driver|[\\w.]+\\.jdbc\\.\\w*Driver");

	/** Fields of {@code java.lang.ClassLoader}. */
	private static final Set<String> KEPT_BY_LOADERS = Set.of("classes", "packages", "parallelLockMap");

	private final Windows windows;

	private final ComponentNaming naming;

	private final FrameReader frames = new FrameReader();

	private final Map<String, Family> families = new LinkedHashMap<>(64, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Family> eldest) {
			return size() > MAX_FAMILIES;
		}
	};

	private @Nullable FlightRecorderStream stream;

	private boolean watching;

	private int events;

	private Holder holder = Holder.unknown("no walk to the GC roots was made for it");

	private @Nullable Family suspect;

	ClassEvidence(Windows windows, ComponentNaming naming) {
		this.windows = windows;
		this.naming = naming;
	}

	void attachTo(FlightRecorderStream stream) {
		this.stream = stream;
		this.watching = false;
		stream.listen(EVENT, this::defined);
	}

	/**
	 * Switches the event on as long as there is a suspicion.
	 */
	void watch(boolean suspicious) {
		FlightRecorderStream stream = this.stream;
		if (stream == null) {
			return;
		}
		boolean on;
		synchronized (this.families) {
			on = suspicious && this.events < MOST_EVENTS;
			this.events = 0;
		}
		if (on && !this.watching) {
			stream.switchOn(EVENT, "stackTrace", "true");
		}
		else if (!on && this.watching) {
			stream.switchOff(EVENT);
		}
		this.watching = on;
	}

	/**
	 * One class has been defined.
	 * @param loader type of the defining loader, {@code null} for the JVM's own
	 * @param loaderId tells loaders of one type apart
	 * @param stack read only when something new has come
	 */
	void defined(Instant at, String className, @Nullable String loader, long loaderId, Stack stack) {
		synchronized (this.families) {
			if (loader != null && !ComponentNaming.isJdk(loader)) {
				this.families.computeIfAbsent(loader, (type) -> new Family(type, true))
					.defined(at, className, loaderId, stack);
			}
			String pattern = SerialNumbers.without(className);
			if (!pattern.equals(className) || this.families.containsKey(pattern)) {
				this.families.computeIfAbsent(pattern, (name) -> new Family(name, false))
					.defined(at, className, -1, stack);
			}
		}
	}

	/**
	 * Where the classes come from that go on being defined; {@code null} when JFR saw
	 * none that do, as while an application loads what it uses for the first time:
	 * however long metaspace rises by that, it ends.
	 */
	@Nullable OffHeapOrigin origin(Instant now) {
		Family family = accumulating(now);
		if (this.suspect == null || family == null || !family.name.equals(this.suspect.name)) {
			this.holder = Holder.unknown("no walk to the GC roots was made for it");
		}
		this.suspect = family;
		if (family == null) {
			return (this.stream != null) ? null : OffHeapOrigin.unknown(Class.class.getName(), "JFR is not available");
		}
		synchronized (this.families) {
			Reason reason = new Reason("classes are defined again and again", family.toString(), "at least "
					+ FEWEST_LOADERS + " loaders of one type or " + FEWEST_GENERATED + " classes of one name, steadily",
					true);
			return new OffHeapOrigin(family.isLoader ? family.name : family.latest, family.name, family.stack,
					site(family), holder(family), 1, true, List.of(reason));
		}
	}

	/**
	 * Whether a walk would tell who keeps the loaders.
	 */
	boolean wantsWalk() {
		return this.suspect != null && this.holder.unavailable() != null;
	}

	/**
	 * Looks on the chains of a walk for the loaders, or for classes and objects of
	 * theirs: what lies above the first of these holds them.
	 */
	void walked(List<OldObject> objects, BeanNames beans) {
		Family family = this.suspect;
		if (family == null) {
			return;
		}
		List<ReferenceChain> chains = new ArrayList<>();
		Set<Long> pinned = new HashSet<>();
		for (OldObject object : objects) {
			ReferenceChain chain = (object.chain() != null) ? upTo(family, object.chain()) : null;
			if (chain != null) {
				chains.add(chain);
				pinned.add(chain.links().get(chain.links().size() - 1).address());
			}
		}
		if (pinned.size() < FEWEST_PINNED) {
			this.holder = Holder.unknown("the walk found " + pinned.size() + " sampled objects that are held by "
					+ family.name + ": too few to tell who keeps it");
			return;
		}
		AccumulationPoint point = AccumulationPoint.of(chains, this.naming);
		this.holder = (point != null) ? point.holder(beans)
				: new Holder(chains.get(0).root(), null, chains.get(0).describe(), null);
	}

	/**
	 * Whether what a suspect on the heap holds is held through the same loaders; without
	 * a chain, whether the code that makes the loaders allocates it.
	 */
	boolean explains(Suspect heap) {
		Family family = this.suspect;
		AccumulationPoint point = heap.point();
		if (family == null) {
			return false;
		}
		if (point != null) {
			return upTo(family, point.chain()) != null;
		}
		StackFrame site = site(family);
		return site != null && heap instanceof HeapSuspect sampled
				&& sampled.groups().stream().anyMatch((group) -> group.path().contains(site.name()));
	}

	/**
	 * Whether a suspect on the heap is what a class loader keeps of the classes it has
	 * loaded. It keeps them all: whether that is a leak, metaspace tells. What a static
	 * field holds is reached through the loader too, but lies beyond a class.
	 */
	static boolean concerns(Suspect heap) {
		AccumulationPoint point = heap.point();
		if (point == null) {
			return false;
		}
		List<ReferenceChain.Link> links = point.chain().links();
		for (int i = point.index(); i >= 0 && !links.get(i).isClass(); i--) {
			if (links.get(i).className().endsWith("Loader") && KEPT_BY_LOADERS.contains(links.get(i).reference())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Who keeps the loaders, as a suspect on the heap tells that is held through them.
	 */
	void heldWith(Suspect heap, BeanNames beans) {
		AccumulationPoint point = heap.point();
		if (point != null && this.holder.unavailable() != null) {
			this.holder = point.holder(beans);
		}
	}

	void clear() {
		synchronized (this.families) {
			this.families.clear();
		}
		this.suspect = null;
	}

	/** Families with their classes, loaders and births: a rough figure. */
	long heldBytes() {
		synchronized (this.families) {
			return this.families.values().stream().mapToLong(Family::heldBytes).sum();
		}
	}

	private void defined(RecordedEvent event) {
		RecordedClass type = event.getClass("definedClass");
		RecordedClassLoader loader = event.getValue("definingClassLoader");
		RecordedClass loaderType = (loader != null) ? loader.getType() : null;
		if (type == null) {
			return;
		}
		synchronized (this.families) {
			this.events++;
		}
		boolean hidden = type.hasField("hidden") && type.getBoolean("hidden");
		defined(event.getStartTime(), FrameReader.className(type),
				(loaderType != null && !hidden) ? FrameReader.className(loaderType) : null,
				(loader != null) ? loader.getId() : -1, () -> this.frames.frames(event.getStackTrace()));
	}

	private @Nullable Family accumulating(Instant now) {
		Duration atLeast = this.windows.warmUp().multipliedBy(7).dividedBy(10);
		Duration quiet = this.windows.analysis().multipliedBy(2);
		synchronized (this.families) {
			return List.copyOf(this.families.values())
				.stream()
				.filter((family) -> family.births.size() >= (family.isLoader ? FEWEST_LOADERS : FEWEST_GENERATED))
				.filter((family) -> Births.keepComing(family.births, now, atLeast, quiet))
				.max(Comparator.comparingInt((Family family) -> family.count)
					.thenComparing((Family family) -> family.isLoader))
				.orElse(null);
		}
	}

	/** Not the code of the loader itself, which only does what it is asked to. */
	private @Nullable StackFrame site(Family family) {
		for (StackFrame frame : family.stack) {
			if (this.naming.isApplication(frame.type()) && !frame.type().equals(family.name)
					&& !frame.type().endsWith("ClassLoader")) {
				return frame;
			}
		}
		return this.naming.site(family.stack);
	}

	/**
	 * JFR's walk does not go from an object to its class, so it does not see what a mere
	 * instance keeps. A JDBC driver has to register itself when it is loaded, says its
	 * specification: where loaders stay that have one, and nobody else was found, that is
	 * the likely reason.
	 */
	private Holder holder(Family family) {
		if (this.holder.unavailable() == null) {
			return this.holder;
		}
		return family.classes.stream()
			.filter((type) -> JDBC_DRIVER.matcher(type).matches())
			.min(Comparator.comparingInt(String::length))
			.map((driver) -> new Holder("java.sql.DriverManager.registeredDrivers", null,
					List.of("likely, as no other holder was found:", "static java.sql.DriverManager.registeredDrivers",
							"java.sql.DriverInfo.driver", driver + ", whose class keeps its loader", family.name),
					1, null))
			.orElse(this.holder);
	}

	private @Nullable ReferenceChain upTo(Family family, ReferenceChain chain) {
		for (int i = 0; i < chain.links().size(); i++) {
			if (family.owns(chain.links().get(i).className())) {
				return new ReferenceChain(chain.root(), chain.links().subList(0, i + 1));
			}
		}
		return null;
	}

	/** Reads the frames of an event, which costs more than the rest of it. */
	@FunctionalInterface
	interface Stack {

		List<StackFrame> frames();

	}

	/**
	 * Loaders of one type with their classes, or classes whose names differ by numbers.
	 */
	private static final class Family {

		private static final int MAX_BIRTHS = 1_000;

		private static final int MAX_NAMES = 1_000;

		private final String name;

		private final boolean isLoader;

		private final Set<Long> loaders = new HashSet<>();

		private final Set<String> classes = new HashSet<>();

		private final List<Instant> births = new ArrayList<>();

		private List<StackFrame> stack = List.of();

		private String latest = "";

		private int count;

		Family(String name, boolean isLoader) {
			this.name = name;
			this.isLoader = isLoader;
		}

		/**
		 * The stack of a loader's first class is not yet deep in the loading of others.
		 */
		void defined(Instant at, String className, long loaderId, Stack from) {
			this.count++;
			this.latest = className;
			if (this.classes.size() < MAX_NAMES) {
				this.classes.add(className);
			}
			if (this.births.size() < MAX_BIRTHS && (!this.isLoader || this.loaders.add(loaderId))) {
				this.births.add(at);
				if (this.stack.isEmpty() || this.births.size() == FEWEST_LOADERS) {
					this.stack = from.frames();
				}
			}
		}

		boolean owns(String className) {
			return className.equals(this.name) || this.classes.contains(className);
		}

		long heldBytes() {
			return 400L + this.births.size() * 80L + this.classes.size() * 150L;
		}

		@Override
		public String toString() {
			return this.isLoader
					? this.loaders.size() + " loaders of type " + this.name + " have defined " + this.count + " classes"
					: this.count + " classes " + this.name;
		}

	}

}
