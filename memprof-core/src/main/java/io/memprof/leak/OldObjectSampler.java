package io.memprof.leak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.FlightRecorderStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;

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
final class OldObjectSampler {

	private static final Duration MEASURING = Duration.ofMillis(100);

	private static final Duration DELIVERY = Duration.ofSeconds(3);

	private final FlightRecorderStream stream;

	private final OldObjectReader reader = new OldObjectReader();

	private final Map<OldObject.Key, OldObject> arriving = new LinkedHashMap<>();

	OldObjectSampler(FlightRecorderStream stream) {
		this.stream = stream;
		stream.onEvent("jdk.OldObjectSample", this::arrived, "cutoff", "0 ns", "stackTrace", "true");
	}

	/**
	 * The sampled objects that survived.
	 * @param cutoff for the walk to the GC roots, zero for none
	 * @return the objects and what collecting them took
	 * @throws InterruptedException when the profiler is stopped meanwhile
	 */
	Batch collect(Duration cutoff) throws InterruptedException {
		synchronized (this.arriving) {
			this.arriving.clear();
		}
		long stopNanos;
		try (Recording tick = new Recording()) {
			tick.setName("memprof-tick");
			tick.enable("jdk.OldObjectSample").with("cutoff", cutoff.toMillis() + " ms").with("stackTrace", "true");
			tick.enable("jdk.ObjectAllocationInNewTLAB").withoutStackTrace();
			tick.enable("jdk.ObjectAllocationOutsideTLAB").withoutStackTrace();
			tick.start();
			Thread.sleep(MEASURING.toMillis());
			long before = System.nanoTime();
			tick.stop();
			stopNanos = System.nanoTime() - before;
		}
		this.stream.awaitDelivery(DELIVERY);
		synchronized (this.arriving) {
			return new Batch(new ArrayList<>(this.arriving.values()), Duration.ofNanos(stopNanos));
		}
	}

	private void arrived(RecordedEvent event) {
		OldObject object = this.reader.read(event);
		if (object.isOwn()) {
			return;
		}
		synchronized (this.arriving) {
			this.arriving.put(object.key(), object);
		}
	}

	/**
	 * What one collection gave.
	 *
	 * @param objects live samples
	 * @param stopping time the recording took to stop: with a walk, an upper bound of the
	 * pause
	 */
	record Batch(List<OldObject> objects, Duration stopping) {

		Batch {
			objects = List.copyOf(objects);
		}

	}

}
