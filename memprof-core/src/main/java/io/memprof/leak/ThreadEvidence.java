package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * Which threads accumulate: who started those that live, of how many ages they are, and
 * what the oldest of them do.
 * <p>
 * An executor that is never shut down leaves threads that each wait for a queue of their
 * own and never move again. The threads of one pool wait for one queue: a pool that fills
 * up to its bound is no leak, however long it takes. And a thread that waits for its next
 * task with a time limit will end by itself, so that it says nothing before long.
 */
final class ThreadEvidence {

	/** As many as the series has to grow by, nearly: start-up threads do not count. */
	static final int FEWEST = 8;

	private static final int MOST_LEAKS = 3;

	/** Threads of one group that are looked at. */
	private static final int LOOKED_AT = 16;

	private static final double NEARLY_ALL = 0.8;

	private static final int CHAIN_FRAMES = 8;

	private static final String POOL_WAIT = "java.util.concurrent.ThreadPoolExecutor.getTask";

	private static final Pattern WAITING = Pattern.compile("java\\.lang\\.(Object|Thread)\\..*"
			+ "|java\\.util\\.concurrent\\.(locks\\..*|ForkJoinPool\\.(managedBlock|unmanagedBlock)|\\w*Queue.*"
			+ "|\\w*Deque.*|ScheduledThreadPoolExecutor\\$.*)|jdk\\.internal\\..*|sun\\..*");

	private final Windows windows;

	private final ComponentNaming naming;

	private final HostThreads host;

	private final ThreadStarts starts;

	/** Of the threads looked at last. */
	private Map<Long, Long> waitsBefore = Map.of();

	private List<String> leaking = List.of();

	ThreadEvidence(Windows windows, ComponentNaming naming, HostThreads host) {
		this.windows = windows;
		this.naming = naming;
		this.host = host;
		this.starts = new ThreadStarts(naming);
	}

	void attachTo(FlightRecorderStream stream) {
		this.starts.attachTo(stream);
	}

	ThreadStarts starts() {
		return this.starts;
	}

	/**
	 * The groups of threads that accumulate, on suspicion only: looks at some threads.
	 * @param from threads started before belong to start-up
	 * @return empty when the threads that came are a pool that fills; a single unknown
	 * origin when nobody knows who started them
	 */
	List<OffHeapOrigin> origins(Instant from, Instant now) {
		List<ThreadStarts.Group> groups = this.starts.groups(this.host.ids(), from);
		int all = groups.stream().mapToInt((group) -> group.starts().size()).sum();
		List<OffHeapOrigin> origins = new ArrayList<>();
		List<String> names = new ArrayList<>();
		Map<Long, Long> waits = new HashMap<>();
		int pooled = 0;
		for (ThreadStarts.Group group : groups) {
			if (group.starts().size() < FEWEST || origins.size() == MOST_LEAKS) {
				break;
			}
			List<HostThreads.Observed> oldest = this.host
				.look(group.starts().stream().limit(LOOKED_AT).map(ThreadStarts.Start::thread).toList());
			oldest.forEach((thread) -> waits.put(thread.id(), thread.waits()));
			if (oldest.isEmpty() || isOnePool(oldest)) {
				pooled += group.starts().size();
			}
			else if (accumulates(group, now)) {
				origins.add(origin(group, oldest, (double) group.starts().size() / all));
				names.add(nameOf(oldest));
			}
		}
		this.waitsBefore = waits;
		this.leaking = names;
		if (origins.isEmpty() && pooled <= all / 2) {
			return List.of(OffHeapOrigin.unknown(Thread.class.getName(),
					"no code was seen that goes on starting threads which stay"));
		}
		return origins;
	}

	/**
	 * Whether what a suspect holds is held by the threads that accumulate, so that it is
	 * the same leak.
	 */
	boolean explains(Suspect suspect) {
		AccumulationPoint point = suspect.point();
		return point != null && point.chain()
			.links()
			.stream()
			.anyMatch((link) -> link.detail().startsWith("Thread Name: ")
					&& this.leaking.contains(ThreadNames.shown(link.detail().substring("Thread Name: ".length()))));
	}

	void clear() {
		this.starts.clear();
		this.waitsBefore = Map.of();
		this.leaking = List.of();
	}

	private OffHeapOrigin origin(ThreadStarts.Group group, List<HostThreads.Observed> oldest, double share) {
		List<StackFrame> stack = group.starts().get(group.starts().size() - 1).stack();
		HostThreads.Observed typical = oldest.get(0);
		String className = this.host.classOf(typical.name());
		long resting = oldest.stream().filter(this::rests).count();
		long apart = oldest.stream().map(HostThreads.Observed::lock).filter(Objects::nonNull).distinct().count();
		boolean abandoned = resting >= NEARLY_ALL * oldest.size() && apart >= NEARLY_ALL * oldest.size();
		List<Reason> evidence = List.of(
				new Reason("threads started by the same code stay",
						group.starts().size() + " live, started over "
								+ Duration.between(group.starts().get(0).at(), newest(group)).toSeconds() + " s",
						"at least " + FEWEST + " of many ages", true),
				new Reason("they are abandoned", resting + " of the " + oldest.size()
						+ " oldest have not moved since the last look, and wait for " + apart + " different things",
						"nearly all, each for its own", abandoned));
		return new OffHeapOrigin(className, className + " " + nameOf(oldest), stack, this.naming.site(stack),
				holder(className, group.starts().size(), typical), share, abandoned, evidence);
	}

	/** Waits without a time limit, and has done nothing since the last analysis. */
	private boolean rests(HostThreads.Observed thread) {
		Long before = this.waitsBefore.get(thread.id());
		return before != null && before == thread.waits() && !isExpiring(thread);
	}

	private boolean accumulates(ThreadStarts.Group group, Instant now) {
		return Births.keepComing(group.starts().stream().map(ThreadStarts.Start::at).toList(), now,
				this.windows.accumulation().multipliedBy(9).dividedBy(10), this.windows.analysis().multipliedBy(2));
	}

	/** Nearly all wait for the next task of one and the same executor. */
	private static boolean isOnePool(List<HostThreads.Observed> threads) {
		List<HostThreads.Observed> idle = threads.stream().filter((thread) -> calls(thread, POOL_WAIT)).toList();
		long queues = idle.stream().map(HostThreads.Observed::lock).distinct().count();
		return idle.size() >= NEARLY_ALL * threads.size() && idle.size() > 1 && queues == 1;
	}

	/** A worker that is not needed for its keep-alive time ends. */
	private static boolean isExpiring(HostThreads.Observed thread) {
		return thread.state() == Thread.State.TIMED_WAITING && calls(thread, POOL_WAIT)
				&& thread.stack().stream().anyMatch((frame) -> frame.method().equals("poll"));
	}

	private static boolean calls(HostThreads.Observed thread, String method) {
		return thread.stack().stream().anyMatch((frame) -> frame.name().equals(method));
	}

	private static Holder holder(String className, int count, HostThreads.Observed typical) {
		StackFrame doing = typical.stack()
			.stream()
			.filter((frame) -> !WAITING.matcher(frame.name()).matches())
			.findFirst()
			.orElse(typical.stack().isEmpty() ? null : typical.stack().get(0));
		List<String> chain = new ArrayList<>();
		chain.add("GC root: " + count + " live threads such as " + className + " (" + ThreadNames.shown(typical.name())
				+ ")");
		typical.stack().stream().limit(CHAIN_FRAMES).forEach((frame) -> chain.add("in " + frame));
		return new Holder("threads " + ThreadNames.shown(typical.name()) + inMethod(typical, doing), null, chain, null);
	}

	private static String inMethod(HostThreads.Observed thread, @Nullable StackFrame doing) {
		if (doing == null) {
			return "";
		}
		boolean waits = thread.state() == Thread.State.WAITING || thread.state() == Thread.State.TIMED_WAITING;
		return (waits ? " waiting in " : " running ") + doing.name();
	}

	private static String nameOf(List<HostThreads.Observed> threads) {
		Map<String, Integer> names = new LinkedHashMap<>();
		threads.forEach((thread) -> names.merge(ThreadNames.shown(thread.name()), 1, Integer::sum));
		return names.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
	}

	private static Instant newest(ThreadStarts.Group group) {
		return group.starts().get(group.starts().size() - 1).at();
	}

}
