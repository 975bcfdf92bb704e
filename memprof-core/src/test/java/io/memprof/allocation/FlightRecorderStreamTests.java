package io.memprof.allocation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jdk.jfr.Event;
import jdk.jfr.Name;
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
