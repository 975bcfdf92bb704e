package io.memprof.demo.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class OrderService {

	private final Orders orders;

	private final PriceCalculator prices;

	private final ApplicationEventPublisher events;

	OrderService(Orders orders, PriceCalculator prices, ApplicationEventPublisher events) {
		this.orders = orders;
		this.prices = prices;
		this.events = events;
	}

	@Transactional
	Order place(OrderRequest request) {
		List<OrderLine> lines = new ArrayList<>();
		List<PriceStep> calculation = new ArrayList<>();
		for (OrderRequest.Item item : request.items()) {
			List<PriceStep> steps = this.prices.calculate(item.productId(), item.quantity());
			long cents = steps.get(steps.size() - 1).after();
			lines.add(new OrderLine(item.productId(), item.quantity(), cents));
			calculation.addAll(steps);
		}
		Order order = this.orders.save(new Order(request.customerId(), Instant.now(), lines));
		this.events.publishEvent(new OrderPlaced(order, calculation));
		return order;
	}

}
