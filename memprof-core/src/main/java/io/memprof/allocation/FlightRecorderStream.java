package io.memprof.allocation;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * memprof's one long-lived JFR event stream, shared by allocation tracking and the
 * sampler of old objects.
 * <p>
 * Opening it loads JFR, which takes some hundred milliseconds, so it is opened on
 * memprof's own thread. Handlers run on the stream's daemon thread, one event at a time;
 * an exception in one is counted, not thrown. Chunks on disk are limited to
 * {@value #MAX_MEGABYTES} MB.
 */
public final class FlightRecorderStream implements AutoCloseable {

	private static final int MAX_MEGABYTES = 64;

	private final RecordingStream stream;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrival = this.lock.newCondition();

	private long marked;

	private long delivered;

	private volatile long handlerFailures;

	private FlightRecorderStream(RecordingStream stream) {
		this.stream = stream;
		stream.enable(DeliveredEvent.class);
		stream.onEvent("io.memprof.Delivered", this::delivered);
		stream.onError((ex) -> this.handlerFailures++);
	}

	/**
	 * Prepares a stream; {@link #startAsync()} begins it.
	 * @throws JfrUnavailableException when this JVM has no JFR, or it cannot write its
	 * repository
	 */
	public static FlightRecorderStream open() throws JfrUnavailableException {
		try {
			if (!FlightRecorder.isAvailable()) {
				throw new JfrUnavailableException("this JVM has no JDK Flight Recorder");
			}
			RecordingStream stream = new RecordingStream();
			stream.setMaxSize((long) MAX_MEGABYTES << 20);
			stream.setReuse(false);
			stream.setOrdered(true);
			return new FlightRecorderStream(stream);
		}
		catch (IllegalStateException | SecurityException | LinkageError ex) {
			throw new JfrUnavailableException("JDK Flight Recorder does not start: " + ex.getMessage()
					+ " (is the temporary directory writable, or is -XX:FlightRecorderOptions:repository= wrong?)");
		}
	}

	/**
	 * Enables an event and hands it to the handler.
	 * @param settings of the event, name and value in turn, as in a {@code .jfc} file
	 */
	public void onEvent(String name, Consumer<RecordedEvent> handler, String... settings) {
		var enabled = this.stream.enable(name);
		for (int i = 0; i < settings.length; i += 2) {
			enabled.with(settings[i], settings[i + 1]);
		}
		this.stream.onEvent(name, handler);
	}

	/**
	 * Hands an event to the handler whenever some recording has it enabled.
	 */
	public void listen(String name, Consumer<RecordedEvent> handler) {
		this.stream.onEvent(name, handler);
	}

	/**
	 * Begins to deliver events, about once a second.
	 */
	public void startAsync() {
		this.stream.startAsync();
	}

	/**
	 * Waits until everything that JFR has recorded so far was handed to the handlers, or
	 * the time is over. Delivery takes up to a second.
	 * @return whether it was
	 */
	public boolean awaitDelivery(Duration atMost) throws InterruptedException {
		DeliveredEvent marker = new DeliveredEvent();
		long nanos = atMost.toNanos();
		this.lock.lock();
		try {
			marker.number = ++this.marked;
			long wanted = marker.number;
			marker.commit();
			while (this.delivered < wanted) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.arrival.awaitNanos(nanos);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Handlers that threw.
	 */
	public long handlerFailures() {
		return this.handlerFailures;
	}

	@Override
	public void close() {
		this.stream.close();
	}

	private void delivered(RecordedEvent marker) {
		this.lock.lock();
		try {
			this.delivered = marker.getLong("number");
			this.arrival.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Travels behind the events that were recorded before it.
	 */
	@Name("io.memprof.Delivered")
	@Label("Delivered")
	@Category("memprof")
	@Description("Marks how far memprof's event stream has been delivered")
	@Enabled(false)
	@StackTrace(false)
	static final class DeliveredEvent extends Event {

		@Label("Number")
		long number;

	}

	/**
	 * This JVM cannot give JFR events; the message says why and what to do.
	 */
	public static final class JfrUnavailableException extends Exception {

		private final String reason;

		JfrUnavailableException(String reason) {
			super(reason);
			this.reason = reason;
		}

		public String reason() {
			return this.reason;
		}

	}

}
