package io.memprof.autoconfigure;

import java.util.concurrent.CountDownLatch;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A host whose requests, messages and jobs allocate a known number of bytes.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@Import({ MeasuredShop.Orders.class, MeasuredShop.Mailbox.class, MeasuredShop.Report.class })
class MeasuredShop {

	static final int REQUEST_BYTES = 1_000_000;

	static final int MESSAGE_BYTES = 2_000_000;

	static final int JOB_BYTES = 3_000_000;

	private static volatile Object sink = "";

	static void allocate(int bytes) {
		sink = new byte[bytes];
	}

	@RestController
	static class Orders {

		@GetMapping("/orders/{id}")
		String order(@PathVariable("id") String id) {
			allocate(REQUEST_BYTES);
			return id;
		}

	}

	/** Observed as the listener containers of messaging libraries do it. */
	static class Mailbox {

		private final ObservationRegistry registry;

		Mailbox(ObservationRegistry registry) {
			this.registry = registry;
		}

		void receive() {
			Observation
				.createNotStarted("orders.receive", () -> new ReceiverContext<>((carrier, key) -> null), this.registry)
				.contextualName("orders receive")
				.observe(() -> allocate(MESSAGE_BYTES));
		}

	}

	static class Report {

		final CountDownLatch written = new CountDownLatch(3);

		@Scheduled(fixedDelay = 100)
		void write() {
			allocate(JOB_BYTES);
			this.written.countDown();
		}

	}

}
