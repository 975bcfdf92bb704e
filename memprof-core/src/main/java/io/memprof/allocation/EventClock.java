package io.memprof.allocation;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Translates the time of an event to {@link System#nanoTime()}.
 * <p>
 * JFR counts from the wall clock at the start of a chunk, with the processor's counter
 * whose frequency it has estimated. So its times move when the wall clock is set, and may
 * drift within a long chunk. An event of our own that carries the other time, once a
 * second, tells by how much; before the first one nothing is known.
 * <p>
 * For the thread that delivers events.
 */
final class EventClock {

	private static final String NAME = "io.memprof.Clock";

	private static final int PAIRS = 5;

	private @Nullable Long ahead;

	/**
	 * Subscribes to the stream, before it starts.
	 */
	void attachTo(FlightRecorderStream stream) {
		Runnable tell = EventClock::tell;
		stream.onEvent(NAME, this::told, "period", "1 s");
		FlightRecorder.addPeriodicEvent(ClockEvent.class, tell);
		stream.onClose(() -> FlightRecorder.removePeriodicEvent(tell));
	}

	/**
	 * The time of an event by {@link System#nanoTime()}, or {@code null} before both
	 * clocks were seen.
	 */
	@Nullable Long nanoTime(Instant eventTime) {
		return (this.ahead != null) ? nanos(eventTime) - this.ahead : null;
	}

	/** Both clocks showed this at one moment. */
	void set(Instant eventTime, long nanoTime) {
		this.ahead = nanos(eventTime) - nanoTime;
	}

	private void told(RecordedEvent event) {
		set(event.getStartTime(), event.getLong("nanoTime"));
	}

	/**
	 * A thread that has to wait for a processor between the two clocks would shift all
	 * times until the next event by as much: of a few pairs, the nearest.
	 */
	private static void tell() {
		ClockEvent nearest = new ClockEvent();
		long nearestNanos = Long.MAX_VALUE;
		for (int i = 0; i < PAIRS; i++) {
			ClockEvent event = new ClockEvent();
			long before = System.nanoTime();
			event.begin();
			event.nanoTime = System.nanoTime();
			if (event.nanoTime - before < nearestNanos) {
				nearestNanos = event.nanoTime - before;
				nearest = event;
			}
		}
		nearest.commit();
	}

	private static long nanos(Instant time) {
		return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
	}

	/**
	 * What time it is by the other clock.
	 */
	@Name(NAME)
	@Label("Clock")
	@Category("memprof")
	@Description("Tells System.nanoTime() beside the time of JFR")
	@Enabled(false)
	@StackTrace(false)
	static final class ClockEvent extends Event {

		@Label("Nano Time")
		long nanoTime;

	}

}
