package io.memprof.leak;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * When each path of application code was last seen to allocate, from the samples of
 * allocation: a path that has stopped allocating has stopped leaking. Holds at most
 * {@value #MAX_PATHS} paths, the ones seen last. Safe for use by several threads.
 */
final class PathActivity {

	private static final int MAX_PATHS = 10_000;

	private final ComponentNaming naming;

	private final Map<Integer, Instant> lastSeen = new LinkedHashMap<>(64, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<Integer, Instant> eldest) {
			return size() > MAX_PATHS;
		}
	};

	private boolean fed;

	PathActivity(ComponentNaming naming) {
		this.naming = naming;
	}

	/**
	 * Takes in one sampled allocation.
	 */
	void saw(Instant at, List<StackFrame> stack) {
		List<String> path = ApplicationPath.of(stack, this.naming);
		synchronized (this.lastSeen) {
			this.fed = true;
			int hash = 1;
			for (String frame : path) {
				hash = 31 * hash + frame.hashCode();
				this.lastSeen.put(hash, at);
			}
		}
	}

	/**
	 * When the path, or one that continues it, last allocated; {@code null} when never.
	 * Paths are told apart by hash: a clash errs on the side of "still allocates".
	 */
	@Nullable Instant lastSeen(List<String> path) {
		synchronized (this.lastSeen) {
			return this.lastSeen.get(path.hashCode());
		}
	}

	/** Whether allocations are sampled at all. */
	boolean isFed() {
		synchronized (this.lastSeen) {
			return this.fed;
		}
	}

}
