package io.memprof.demo.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Sends the virtual customers to the shop over HTTP, at a fixed rate, from daemon
 * threads.
 */
@Component
class Traffic {

	private static final Log logger = LogFactory.getLog(Traffic.class);

	private static final int CUSTOMERS = 4;

	private final TrafficProperties properties;

	private final Environment environment;

	private final AtomicBoolean troubled = new AtomicBoolean();

	private @Nullable ScheduledExecutorService customers;

	Traffic(TrafficProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	synchronized void start() {
		if (this.properties.requestsPerSecond() == 0 || this.customers != null) {
			return;
		}
		CustomizableThreadFactory threads = new CustomizableThreadFactory("customer-");
		threads.setDaemon(true);
		this.customers = Executors.newScheduledThreadPool(CUSTOMERS, threads);
		HttpClient http = HttpClient.newHttpClient();
		URI shop = URI.create("http://localhost:" + this.environment.getRequiredProperty("local.server.port"));
		long period = TimeUnit.SECONDS.toNanos(CUSTOMERS) / this.properties.requestsPerSecond();
		for (int i = 0; i < CUSTOMERS; i++) {
			VirtualCustomer customer = new VirtualCustomer(http, shop, i);
			this.customers.scheduleAtFixedRate(() -> act(customer), i * period / CUSTOMERS, period,
					TimeUnit.NANOSECONDS);
		}
	}

	@EventListener(ContextClosedEvent.class)
	synchronized void stop() {
		if (this.customers != null) {
			this.customers.shutdownNow();
			this.customers = null;
		}
	}

	private void act(VirtualCustomer customer) {
		try {
			int status = customer.act();
			if (status >= 400) {
				complainOnce("the shop answered " + status);
			}
		}
		catch (IOException | RuntimeException ex) {
			complainOnce(ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void complainOnce(String problem) {
		if (this.troubled.compareAndSet(false, true)) {
			logger.warn("A virtual customer is not served: " + problem + " (said once)");
		}
	}

}
