package io.memprof.demo.leak;

import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.memprof.demo.order.OrderPlaced;

import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A queue without a bound between a busy shop and a slow mail server.
 */
@Component
class ConfirmationMails extends Leak {

	private final Queue<OrderPlaced> outbox = new LinkedBlockingQueue<>();

	ConfirmationMails() {
		super("unbounded-queue", "mails that wait for a mail server which takes one a second");
	}

	@EventListener
	void queue(OrderPlaced order) {
		if (leaking()) {
			this.outbox.add(order);
		}
	}

	@Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
	void send() {
		this.outbox.poll();
	}

	@Override
	int kept() {
		return this.outbox.size();
	}

	@Override
	void release() {
		this.outbox.clear();
	}

}
