package io.memprof.allocation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * memprof's one long-lived JFR event stream, shared by allocation tracking and the
 * sampler of old objects.
 * <p>
 * Opening it loads JFR, which takes some hundred milliseconds, so it is opened on
 * memprof's own thread. Handlers run on the thread {@value #THREAD_NAME}, one event at a
 * time; an exception in one is counted, not thrown. That thread is a daemon of ours: a
 * thread that JFR makes would keep the JVM alive when the one that starts the stream
 * does.
 * <p>
 * Chunks on disk are limited. JFR ends a JVM whose repository runs full, so a stream is
 * not opened where space is short, and {@link #ended()} tells when it has become short:
 * see {@link RepositorySpace}.
 */
public final class FlightRecorderStream implements AutoCloseable {

	private static final long MAX_BYTES = 64L << 20;

	private static final String ENDED = "JFR's event stream has ended";

	private static final Reading NO_RECORDING = Reading.unavailable("JDK Flight Recorder does not tell");

	private static final String THREAD_NAME = "memprof-events";

	private final RecordingStream stream;

	private final Thread thread = new Thread(this::deliver, THREAD_NAME);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrival = this.lock.newCondition();

	private final List<Runnable> closing = new CopyOnWriteArrayList<>();

	/** Of several in one JVM, perhaps in several class loaders. */
	private final long id = ThreadLocalRandom.current().nextLong();

	private long marked;

	private long delivered;

	private volatile long handlerFailures;

	private volatile @Nullable String ended;

	private ThreadUse used = ThreadUse.NONE;

	private final @Nullable Recording recording;

	private FlightRecorderStream(RecordingStream stream) {
		this.stream = stream;
		// a setting that JFR does not know changes nothing but what the recording says
		stream.enable(DeliveredEvent.class).with("stream", Long.toString(this.id));
		this.recording = recordingWith(Long.toString(this.id));
		stream.onEvent("io.memprof.Delivered", this::delivered);
		stream.onError((ex) -> this.handlerFailures++);
	}

	/**
	 * Prepares a stream; {@link #start()} begins it.
	 * @throws JfrUnavailableException when this JVM has no JFR, or it cannot write its
	 * repository or would fill its disk
	 */
	public static FlightRecorderStream open() throws JfrUnavailableException {
		return open(MAX_BYTES);
	}

	/**
	 * The same with so many bytes of finished chunks at most.
	 */
	public static FlightRecorderStream open(long maxBytes) throws JfrUnavailableException {
		return withFlightRecorder(() -> {
			RecordingStream stream = new RecordingStream();
			stream.setMaxSize(maxBytes);
			stream.setReuse(false);
			stream.setOrdered(true);
			return new FlightRecorderStream(stream);
		});
	}

	/** The stream does not give its recording away, and there may be many. */
	private static @Nullable Recording recordingWith(String setting) {
		return FlightRecorder.getFlightRecorder()
			.getRecordings()
			.stream()
			.filter((recording) -> recording.getSettings().containsValue(setting))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Loads JFR, which takes some hundred milliseconds, so that a stream opens at once.
	 * It does nothing when JFR has been loaded or cannot be: the stream says why.
	 */
	public static void load() {
		try {
			// a supplier of FlightRecorder would need that class before anything is
			// caught
			withFlightRecorder(() -> {
				FlightRecorder.getFlightRecorder();
				return true;
			});
		}
		catch (JfrUnavailableException ex) {
			// told by whoever opens a stream
		}
	}

	/**
	 * Does what needs JFR and writes to its repository, or tells why that cannot be.
	 */
	static <T> T withFlightRecorder(Supplier<T> work) throws JfrUnavailableException {
		try {
			if (!FlightRecorder.isAvailable()) {
				throw new JfrUnavailableException(isNativeImage()
						? "this native image has no JDK Flight Recorder: build it with --enable-monitoring=jfr, where "
								+ "its platform has that"
						: "this JVM has no JDK Flight Recorder: switched off by -XX:-FlightRecorder, or not available "
								+ "on this platform");
			}
			String shortage = RepositorySpace.shortageToOpen();
			if (shortage != null) {
				throw new JfrUnavailableException(shortage);
			}
			if (JvmShutdown.hasBegun()) {
				throw new JfrUnavailableException("this JVM is ending");
			}
			return work.get();
		}
		catch (LinkageError ex) {
			throw new JfrUnavailableException(
					isNativeImage() ? "this native image has no module jdk.jfr: build it with --enable-monitoring=jfr"
							: "this runtime image has no module jdk.jfr; add it with jlink --add-modules jdk.jfr");
		}
		catch (RuntimeException ex) {
			throw new JfrUnavailableException("JDK Flight Recorder does not start (" + ex.getMessage()
					+ "): it needs a directory it can write to, " + RepositorySpace.directory()
					+ ", or another one named by -XX:FlightRecorderOptions=repository=<directory>");
		}
	}

	/** As GraalVM tells the programs it has compiled. */
	private static boolean isNativeImage() {
		return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
	}

	/**
	 * Enables an event and hands it to the handler.
	 * @param settings of the event, name and value in turn, as in a {@code .jfc} file
	 */
	public void onEvent(String name, Consumer<RecordedEvent> handler, String... settings) {
		switchOn(name, settings);
		this.stream.onEvent(name, handler);
	}

	/**
	 * Enables an event, on the running stream too. That costs no rotation of chunks,
	 * unlike a second recording.
	 * @param settings of the event, name and value in turn
	 */
	public void switchOn(String name, String... settings) {
		var enabled = this.stream.enable(name);
		for (int i = 0; i < settings.length; i += 2) {
			enabled.with(settings[i], settings[i + 1]);
		}
	}

	/**
	 * Disables an event on the running stream.
	 */
	public void switchOff(String name) {
		this.stream.disable(name);
	}

	/**
	 * Whether this JVM has an event of that name.
	 */
	public static boolean knows(String name) {
		return FlightRecorder.getFlightRecorder()
			.getEventTypes()
			.stream()
			.anyMatch((type) -> type.getName().equals(name));
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
	public void start() {
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Why no more events come, or {@code null} as long as they do. A stream whose disk
	 * becomes short of space ends here and now; so does one whose recording somebody has
	 * stopped, which on JDK 25 would wait for its next chunk for ever.
	 */
	public @Nullable String ended() {
		if (this.ended == null) {
			String reason = hasRecordingEnded() ? ENDED + ": its recording was stopped"
					: RepositorySpace.shortageToGoOn();
			if (reason != null) {
				this.ended = reason;
				close();
			}
		}
		return this.ended;
	}

	private boolean hasRecordingEnded() {
		Recording recording = this.recording;
		return recording != null
				&& (recording.getState() == RecordingState.STOPPED || recording.getState() == RecordingState.CLOSED);
	}

	/**
	 * What delivery has used. For the profiler's thread.
	 */
	public ThreadUse used() {
		ThreadUse now = ThreadUse.of(this.thread.getId());
		if (now.cpuNanos() > 0) {
			this.used = now;
		}
		return this.used;
	}

	/**
	 * Bytes on disk: finished chunks that the stream holds, and the chunk being written,
	 * which it shares with other recordings.
	 */
	public Reading diskBytes() {
		Recording recording = this.recording;
		return (recording != null) ? Reading.of(recording.getSize() + RepositorySpace.chunkBeingWritten())
				: NO_RECORDING;
	}

	/**
	 * Waits until everything that JFR has recorded so far was handed to the handlers, the
	 * stream has ended, or the time is over. Delivery takes up to a second.
	 * @return whether it was
	 */
	public boolean awaitDelivery(Duration atMost) throws InterruptedException {
		DeliveredEvent marker = new DeliveredEvent();
		long nanos = atMost.toNanos();
		this.lock.lock();
		try {
			marker.stream = this.id;
			marker.number = ++this.marked;
			long wanted = marker.number;
			marker.commit();
			while (this.delivered < wanted) {
				if (nanos <= 0 || this.ended != null) {
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

	/**
	 * Runs when the stream is closed, perhaps more than once.
	 */
	void onClose(Runnable action) {
		this.closing.add(action);
	}

	@Override
	public void close() {
		this.closing.forEach(Runnable::run);
		this.stream.close();
	}

	/** Nothing may leave this thread: it would be printed on the streams of the host. */
	private void deliver() {
		String reason = ENDED;
		try {
			this.stream.start();
		}
		catch (Throwable ex) {
			reason += ": " + ex;
		}
		this.lock.lock();
		try {
			if (this.ended == null) {
				this.ended = reason;
			}
			this.arrival.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void delivered(RecordedEvent marker) {
		if (marker.getLong("stream") != this.id) {
			return;
		}
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

		@Label("Stream")
		long stream;

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
