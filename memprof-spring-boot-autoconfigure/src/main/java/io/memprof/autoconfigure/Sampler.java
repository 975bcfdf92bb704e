package io.memprof.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Holds the scheduled method. Never a bean, or the application's own scheduling would run
 * it too.
 */
final class Sampler {

	static final String FIRST_DELAY = "memprof.first-delay";

	static final String INTERVAL = "memprof.sampling-interval";

	private static final Logger logger = LoggerFactory.getLogger(Sampler.class);

	private final Sampled sampled;

	private boolean failed;

	Sampler(Sampled sampled) {
		this.sampled = sampled;
	}

	/**
	 * One tick. It does not throw; should it, once is enough to know.
	 */
	@Scheduled(initialDelayString = FIRST_DELAY, fixedDelayString = INTERVAL)
	public void sample() {
		try {
			this.sampled.tick();
		}
		catch (Exception ex) {
			if (!this.failed) {
				this.failed = true;
				logger.warn("A memprof tick failed; sampling goes on, further failures are not logged", ex);
			}
		}
	}

}
