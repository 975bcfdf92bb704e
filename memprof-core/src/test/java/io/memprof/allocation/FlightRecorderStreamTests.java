package io.memprof.allocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FlightRecorderStreamTests {

	private static final int ATTEMPTS = 60;

	@Test
	void waitsForItsOwnEventsAlthoughAnotherStreamWaitsToo() throws Exception {
		AtomicInteger seen = new AtomicInteger();
		try (FlightRecorderStream stream = FlightRecorderStream.open();
				FlightRecorderStream other = FlightRecorderStream.open()) {
			stream.onEvent("io.memprof.test.Parcel", (event) -> seen.incrementAndGet());
			stream.start();
			awaitStarted(stream);
			other.start();
			awaitStarted(other);
			for (int i = 0; i < ATTEMPTS; i++) {
				assertThat(other.awaitDelivery(Duration.ofMillis(1))).isFalse();
			}
			assertThat(other.awaitDelivery(Duration.ofSeconds(30))).isTrue();

			new Parcel().commit();
			assertThat(stream.awaitDelivery(Duration.ofSeconds(30))).isTrue();

			assertThat(seen).hasValue(1);
		}
	}

	@Test
	void nobodyWaitsForAStreamThatEnds() throws Exception {
		FutureTask<Boolean> waiting;
		try (FlightRecorderStream stream = FlightRecorderStream.open()) {
			stream.start();
			awaitStarted(stream);
			waiting = new FutureTask<>(() -> {
				// each marker that arrives is followed by one that has yet to
				while (stream.awaitDelivery(Duration.ofDays(1))) {
					Thread.yield();
				}
				return stream.awaitDelivery(Duration.ofDays(1));
			});
			new Thread(waiting, "waits for events").start();
		}

		assertThat(waiting.get(1, TimeUnit.MINUTES)).isFalse();
	}

	@Test
	void aStreamWhoseRecordingSomebodyEndsHasEnded() throws Exception {
		try (FlightRecorderStream stream = FlightRecorderStream.open()) {
			Recording recording = latestRecording();
			stream.start();
			awaitStarted(stream);
			assertThat(stream.ended()).isNull();
			try (Recording another = new Recording()) {
				another.start();
			}
			recording.stop();
			recording.close();

			assertThat(stream.ended()).startsWith("JFR's event stream has ended");
		}
	}

	@Test
	void streamsOpenedAtOnceEndEachByItself() throws Exception {
		CyclicBarrier together = new CyclicBarrier(8);
		List<FutureTask<FlightRecorderStream>> opening = Stream.generate(() -> new FutureTask<>(() -> {
			together.await();
			return FlightRecorderStream.open();
		})).limit(8).toList();
		opening.forEach((task) -> new Thread(task, "opens a stream").start());
		List<FlightRecorderStream> streams = new ArrayList<>();
		for (FutureTask<FlightRecorderStream> task : opening) {
			streams.add(task.get(1, TimeUnit.MINUTES));
		}

		assertThat(streams).allSatisfy((stream) -> assertThat(stream.ended()).isNull());
		while (!streams.isEmpty()) {
			FlightRecorderStream closed = streams.remove(0);
			closed.close();
			assertThat(closed.ended()).isNotNull();
			assertThat(streams).allSatisfy((stream) -> assertThat(stream.ended()).isNull());
		}
	}

	private static Recording latestRecording() {
		return FlightRecorder.getFlightRecorder()
			.getRecordings()
			.stream()
			.max(Comparator.comparingLong(Recording::getId))
			.orElseThrow();
	}

	/** What is recorded before the thread of a stream has started it is not seen. */
	private static void awaitStarted(FlightRecorderStream stream) throws InterruptedException {
		for (int i = 0; i < ATTEMPTS; i++) {
			if (stream.awaitDelivery(Duration.ofSeconds(1))) {
				return;
			}
		}
		throw new AssertionError("the stream does not start");
	}

	@Name("io.memprof.test.Parcel")
	private static final class Parcel extends Event {

	}

}
