package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.FrameReader;
import io.memprof.allocation.StackFrame;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/**
 * Which code started the platform threads that live now, from {@code jdk.ThreadStart}:
 * its stack is the one of the starting thread. Virtual threads have an event of their
 * own.
 * <p>
 * Remembers the {@value #MAX_THREADS} threads started last and {@value #MAX_STACKS}
 * stacks. Reads at most {@value #MAX_PER_SECOND} stacks a second: an application that
 * starts more has short-lived ones. Safe for use by several threads.
 */
final class ThreadStarts {

	static final int MAX_THREADS = 10_000;

	private static final int MAX_STACKS = 500;

	private static final int MAX_PER_SECOND = 100;

	/** Frames that tell starts apart where neither application nor library is. */
	private static final int JDK_FRAMES = 4;

	private final ComponentNaming naming;

	private final FrameReader frames = new FrameReader();

	private final Map<List<StackFrame>, List<StackFrame>> stacks = new LinkedHashMap<>(64, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<List<StackFrame>, List<StackFrame>> eldest) {
			return size() > MAX_STACKS;
		}
	};

	private final Map<Long, Start> living = new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, Start> eldest) {
			return size() > MAX_THREADS;
		}
	};

	private long second;

	private int inSecond;

	ThreadStarts(ComponentNaming naming) {
		this.naming = naming;
	}

	void attachTo(FlightRecorderStream stream) {
		stream.onEvent("jdk.ThreadStart", this::started, "stackTrace", "true");
	}

	void started(Instant at, long thread, List<StackFrame> stack) {
		synchronized (this.living) {
			List<StackFrame> shared = this.stacks.computeIfAbsent(stack, (same) -> same);
			this.living.put(thread, new Start(at, thread, shared));
		}
	}

	/**
	 * The living threads by the code that started them, largest group first. Forgets
	 * those that have ended.
	 * @param ids of all that live
	 * @param from those started before belong to start-up
	 */
	List<Group> groups(long[] ids, Instant from) {
		Set<Long> alive = new HashSet<>();
		for (long id : ids) {
			alive.add(id);
		}
		Map<List<String>, List<Start>> byPath = new LinkedHashMap<>();
		synchronized (this.living) {
			this.living.keySet().retainAll(alive);
			for (Start start : this.living.values()) {
				if (start.at().isAfter(from)) {
					byPath.computeIfAbsent(path(start.stack()), (path) -> new ArrayList<>()).add(start);
				}
			}
		}
		return byPath.entrySet()
			.stream()
			.map((entry) -> new Group(entry.getKey(), entry.getValue()))
			.sorted(Comparator.comparingInt((Group group) -> -group.starts().size()))
			.toList();
	}

	void clear() {
		synchronized (this.living) {
			this.living.clear();
			this.stacks.clear();
		}
	}

	/** Threads and stacks held: a rough figure. */
	long heldBytes() {
		synchronized (this.living) {
			return this.living.size() * 120L + this.stacks.size() * 3_000L;
		}
	}

	private void started(RecordedEvent event) {
		RecordedThread thread = event.getValue("thread");
		long now = event.getStartTime().getEpochSecond();
		this.inSecond = (now == this.second) ? this.inSecond + 1 : 1;
		this.second = now;
		if (thread == null || thread.getJavaThreadId() < 0 || this.inSecond > MAX_PER_SECOND
				|| ComponentNaming.isOwnThread(thread.getJavaName())) {
			return;
		}
		started(event.getStartTime(), thread.getJavaThreadId(), this.frames.frames(event.getStackTrace()));
	}

	private List<String> path(List<StackFrame> stack) {
		List<String> path = ApplicationPath.of(stack, this.naming);
		return !path.isEmpty() ? path : stack.stream().limit(JDK_FRAMES).map(StackFrame::name).toList();
	}

	/**
	 * One start of a thread.
	 *
	 * @param at when
	 * @param thread its id
	 * @param stack of the thread that started it
	 */
	record Start(Instant at, long thread, List<StackFrame> stack) {
	}

	/**
	 * Living threads that the same code started.
	 *
	 * @param path application frames, outermost first
	 * @param starts in the order of time
	 */
	record Group(List<String> path, List<Start> starts) {

		Group {
			path = List.copyOf(path);
			starts = starts.stream().sorted(Comparator.comparing(Start::at)).toList();
		}

	}

}
