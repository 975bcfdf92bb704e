package io.memprof.demo.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.memprof.demo.order.Order;
import io.memprof.demo.order.OrderLine;
import io.memprof.demo.order.Orders;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The "nightly" job, every ten seconds: reads all orders, adds them up, and deletes the
 * old ones. Needs several megabytes while it runs, and none after.
 */
@Component
public class SalesReport {

	private static final Duration ORDERS_KEPT = Duration.ofSeconds(10);

	private final Orders orders;

	private final ApplicationEventPublisher events;

	SalesReport(Orders orders, ApplicationEventPublisher events) {
		this.orders = orders;
		this.events = events;
	}

	@Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.SECONDS)
	@Transactional
	public void write() {
		Map<Long, Long> centsByProduct = new TreeMap<>();
		List<Order> all = this.orders.findAllWithLines();
		for (Order order : all) {
			for (OrderLine line : order.lines()) {
				centsByProduct.merge(line.productId(), line.cents(), Long::sum);
			}
		}
		// one by one: H2 asks the subquery of a bulk delete again for each line
		Instant kept = Instant.now().minus(ORDERS_KEPT);
		this.orders.deleteAll(all.stream().filter((order) -> order.placedAt().isBefore(kept)).toList());
		this.events.publishEvent(new ReportWritten(centsByProduct));
	}

}
