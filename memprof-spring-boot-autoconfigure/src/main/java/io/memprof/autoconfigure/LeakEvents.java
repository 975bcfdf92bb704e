package io.memprof.autoconfigure;

import java.lang.ref.WeakReference;
import java.util.function.Consumer;

import io.memprof.leak.LeakInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes a {@link LeakDetectedEvent} for each leak that is reported first. A listener
 * that throws is logged and disturbs nothing.
 */
final class LeakEvents implements Consumer<LeakInfo> {

	private static final Logger logger = LoggerFactory.getLogger(LeakEvents.class);

	/** Weak, or every reference chain would lead through memprof. */
	private final WeakReference<ApplicationEventPublisher> publisher;

	LeakEvents(ApplicationEventPublisher publisher) {
		this.publisher = new WeakReference<>(publisher);
	}

	@Override
	public void accept(LeakInfo leak) {
		ApplicationEventPublisher publisher = this.publisher.get();
		if (publisher == null) {
			return;
		}
		try {
			publisher.publishEvent(new LeakDetectedEvent(leak));
		}
		catch (RuntimeException ex) {
			logger.warn("A listener of LeakDetectedEvent failed for leak {}", leak.fingerprint(), ex);
		}
	}

}
