package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.JvmShutdown;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Collects the objects that JFR's old-object sampler keeps.
 * <p>
 * The sampler lives as long as some recording has {@code jdk.OldObjectSample} enabled,
 * which the long-lived stream does; but it emits only when a recording <em>that has it
 * enabled</em> stops. So each collection starts and stops a second, tiny recording, and
 * the events arrive on the stream. That costs two chunk rotations. With a cutoff of zero
 * the application is not stopped; with a larger one the JVM walks from the GC roots in a
 * safepoint, and the cutoff is not a bound of that pause.
 * <p>
 * While the second recording runs, TLAB events are on too, from which object sizes are
 * learned. {@link #collect} is for one thread.
 */
final class OldObjectSampler implements OldObjectSource {

	private static final Duration LONGEST_MEASURING = Duration.ofMillis(500);

	/** Object sizes are measured for this part of the time. */
	private static final int MEASURED_PART = 20;

	private static final Duration DELIVERY = Duration.ofSeconds(3);

	/** The safepoint operation in which the JVM walks from its roots, on 17 and 25. */
	private static final String WALK = "JFROldObject";

	private final FlightRecorderStream stream;

	private final Duration measuring;

	private final InstantSource clock;

	private volatile Instant stoppedAt;

	private final OldObjectReader reader = new OldObjectReader();

	private final Map<OldObject.Key, OldObject> arriving = new LinkedHashMap<>();

	private volatile @Nullable Duration walked;

	/**
	 * Subscribes to the stream, before it starts.
	 * @param interval between two collections
	 * @param clock to which the ages of objects are related: JFR's own times follow the
	 * wall clock, and jump with it
	 */
	OldObjectSampler(FlightRecorderStream stream, Duration interval, InstantSource clock) {
		this.stream = stream;
		this.clock = clock;
		this.stoppedAt = clock.instant();
		Duration part = interval.dividedBy(MEASURED_PART);
		this.measuring = (part.compareTo(LONGEST_MEASURING) < 0) ? part : LONGEST_MEASURING;
		stream.onEvent("jdk.OldObjectSample", this::arrived, "cutoff", "0 ns", "stackTrace", "true");
		stream.listen("jdk.ExecuteVMOperation", this::stopped);
	}

	@Override
	public Batch collect(Duration cutoff) throws InterruptedException {
		synchronized (this.arriving) {
			this.arriving.clear();
		}
		this.walked = null;
		if (JvmShutdown.hasBegun()) {
			return new Batch(List.of(), Duration.ZERO);
		}
		long stopNanos;
		try (Recording tick = new Recording()) {
			tick.setName("memprof-tick");
			tick.enable("jdk.OldObjectSample").with("cutoff", cutoff.toMillis() + " ms").with("stackTrace", "true");
			if (!cutoff.isZero()) {
				tick.enable("jdk.ExecuteVMOperation").withThreshold(Duration.ZERO);
			}
			tick.enable("jdk.ObjectAllocationInNewTLAB").withoutStackTrace();
			tick.enable("jdk.ObjectAllocationOutsideTLAB").withoutStackTrace();
			tick.start();
			Thread.sleep(this.measuring.toMillis());
			this.stoppedAt = this.clock.instant();
			long before = System.nanoTime();
			tick.stop();
			stopNanos = System.nanoTime() - before;
		}
		catch (IllegalStateException ex) {
			if (JvmShutdown.hasBegun()) {
				// JFR's own hook has ended the recording
				return new Batch(List.of(), Duration.ZERO);
			}
			throw ex;
		}
		this.stream.awaitDelivery(DELIVERY);
		Duration walked = this.walked;
		synchronized (this.arriving) {
			return new Batch(new ArrayList<>(this.arriving.values()),
					(walked != null) ? walked : Duration.ofNanos(stopNanos));
		}
	}

	private void stopped(RecordedEvent event) {
		if (WALK.equals(event.getString("operation"))) {
			this.walked = event.getDuration();
		}
	}

	private void arrived(RecordedEvent event) {
		OldObject object = this.reader.read(event, this.stoppedAt);
		if (object.isOwn()) {
			return;
		}
		synchronized (this.arriving) {
			this.arriving.put(object.key(), object);
		}
	}

}
