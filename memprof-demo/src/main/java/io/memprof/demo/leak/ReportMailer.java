package io.memprof.demo.leak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.memprof.demo.report.ReportWritten;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A thread pool for every report, and no {@code shutdown()}: its threads wait for work
 * for ever.
 */
@Component
class ReportMailer extends Leak {

	private static final Log logger = LogFactory.getLog(ReportMailer.class);

	private static final int RECIPIENTS = 4;

	/** Only for the fix: the threads live on without it. */
	private final Queue<ExecutorService> pools = new ConcurrentLinkedQueue<>();

	ReportMailer() {
		super("threads", "a thread pool for each report, never shut down");
	}

	@EventListener
	void send(ReportWritten report) {
		if (leaking()) {
			ExecutorService pool = Executors.newFixedThreadPool(RECIPIENTS);
			for (int recipient = 0; recipient < RECIPIENTS; recipient++) {
				pool.execute(() -> logger.debug("Sent " + report));
			}
			this.pools.add(pool);
		}
	}

	@Override
	int kept() {
		return this.pools.size() * RECIPIENTS;
	}

	@Override
	void release() {
		this.pools.forEach(ExecutorService::shutdownNow);
		this.pools.clear();
	}

}
