package io.memprof.allocation;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import jdk.jfr.FlightRecorder;
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

	private final Condition flushed = this.lock.newCondition();

	private long flushes;

	private volatile long handlerFailures;

	private FlightRecorderStream(RecordingStream stream) {
		this.stream = stream;
		stream.onFlush(this::flushed);
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
	 * Number of deliveries so far; for {@link #awaitFlushes}.
	 */
	public long flushes() {
		this.lock.lock();
		try {
			return this.flushes;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until so many deliveries have been made, or the time is over.
	 * @return whether they were made
	 */
	public boolean awaitFlushes(long count, Duration atMost) throws InterruptedException {
		long nanos = atMost.toNanos();
		this.lock.lock();
		try {
			while (this.flushes < count) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.flushed.awaitNanos(nanos);
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

	private void flushed() {
		this.lock.lock();
		try {
			this.flushes++;
			this.flushed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
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
