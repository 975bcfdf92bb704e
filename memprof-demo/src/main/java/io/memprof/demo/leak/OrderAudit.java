package io.memprof.demo.leak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.memprof.demo.order.OrderPlaced;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A map in a singleton that is written on every order, and never cleaned.
 */
@Component
class OrderAudit extends Leak {

	private final Map<Long, OrderPlaced> trail = new ConcurrentHashMap<>();

	OrderAudit() {
		super("order-audit", "an audit trail that keeps how every price came about");
	}

	@EventListener
	void record(OrderPlaced order) {
		if (leaking()) {
			this.trail.put(order.order().id(), order);
		}
	}

	@Override
	int kept() {
		return this.trail.size();
	}

	@Override
	void release() {
		this.trail.clear();
	}

}
