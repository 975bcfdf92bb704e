package io.memprof;

import java.time.InstantSource;

import io.memprof.allocation.AllocationTracker;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.leak.LeakDetector;
import io.memprof.snapshot.GarbageCollector;
import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.jspecify.annotations.Nullable;

/**
 * Opens the JFR stream for those who listen to it, and tells them why when there is none.
 * For the thread that holds the profiler's lock.
 */
final class JfrEvents {

	private final ProfilerSettings settings;

	private final GarbageCollector collector;

	private final AllocationTracker allocations;

	private final LeakDetector leaks;

	private final InstantSource clock;

	private @Nullable FlightRecorderStream stream;

	private boolean opened;

	/** By streams that have ended. */
	private ThreadUse usedByEnded = ThreadUse.NONE;

	private ThreadUse usedBefore = ThreadUse.NONE;

	JfrEvents(ProfilerSettings settings, GarbageCollector collector, AllocationTracker allocations, LeakDetector leaks,
			InstantSource clock) {
		this.settings = settings;
		this.collector = collector;
		this.allocations = allocations;
		this.leaks = leaks;
		this.clock = clock;
	}

	/**
	 * Opens the stream at the first call, which takes some hundred milliseconds; later
	 * calls look whether it still runs.
	 */
	void open() {
		FlightRecorderStream running = this.stream;
		String ended = (running != null) ? running.ended() : null;
		if (ended != null) {
			close();
			this.opened = true;
			unavailable(ended);
		}
		if (this.opened || !(this.settings.allocations().enabled() || this.settings.leaks().enabled())) {
			return;
		}
		this.opened = true;
		try {
			this.stream = attached(FlightRecorderStream.open(this.settings.cost().diskBytes()));
		}
		catch (FlightRecorderStream.JfrUnavailableException ex) {
			unavailable(ex.reason());
		}
	}

	/**
	 * Ends the stream; {@link #open()} begins another.
	 */
	void close() {
		FlightRecorderStream running = this.stream;
		if (running != null) {
			this.usedByEnded = this.usedByEnded.plus(running.used());
			running.close();
		}
		this.stream = null;
		this.opened = false;
	}

	void beginSession() {
		this.usedBefore = usedInAll();
	}

	/**
	 * What delivery has used in this session.
	 */
	ThreadUse used() {
		return usedInAll().minus(this.usedBefore);
	}

	/**
	 * Of JFR's repository that the stream holds.
	 */
	Reading diskBytes() {
		FlightRecorderStream running = this.stream;
		return (running != null) ? running.diskBytes() : Reading.of(0);
	}

	private FlightRecorderStream attached(FlightRecorderStream stream) {
		this.allocations.attachTo(stream);
		this.leaks.attachOffHeapTo(stream);
		String noOldObjects = this.collector.noOldObjects();
		if (noOldObjects != null) {
			this.leaks.judgeByGrowth(noOldObjects);
		}
		else {
			this.leaks.attachTo(stream, this.clock);
		}
		stream.start();
		return stream;
	}

	private void unavailable(String reason) {
		this.allocations.unavailable(reason);
		this.leaks.unavailable(reason);
	}

	private ThreadUse usedInAll() {
		FlightRecorderStream running = this.stream;
		return (running != null) ? this.usedByEnded.plus(running.used()) : this.usedByEnded;
	}

}
