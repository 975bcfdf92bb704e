package io.memprof;

import java.time.InstantSource;

import io.memprof.allocation.AllocationTracker;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.leak.LeakDetector;
import io.memprof.snapshot.GarbageCollector;
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

	/** Of the stream that runs, less all that earlier streams of the session used. */
	private long cpuNanosBefore;

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
			this.stream = attached(FlightRecorderStream.open());
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
			this.cpuNanosBefore -= running.cpuNanos();
			running.close();
		}
		this.stream = null;
		this.opened = false;
	}

	void beginSession() {
		this.cpuNanosBefore = streamNanos();
	}

	/**
	 * Processor time that delivery took in this session.
	 */
	long cpuNanos() {
		return streamNanos() - this.cpuNanosBefore;
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

	private long streamNanos() {
		FlightRecorderStream running = this.stream;
		return (running != null) ? running.cpuNanos() : 0;
	}

}
