package io.memprof.demo.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.memprof.demo.catalog.CatalogService;

import org.springframework.stereotype.Component;

/**
 * Applies every {@link PriceRule} and writes down each step, because somebody will ask.
 */
@Component
class PriceCalculator {

	private final CatalogService catalog;

	PriceCalculator(CatalogService catalog) {
		this.catalog = catalog;
	}

	List<PriceStep> calculate(long productId, int quantity) {
		List<PriceStep> steps = new ArrayList<>(PriceRule.values().length);
		long cents = this.catalog.product(productId).cents() * quantity;
		for (PriceRule rule : PriceRule.values()) {
			long before = cents;
			cents = rule.apply(before, quantity);
			steps.add(new PriceStep(productId, quantity, rule, before, cents, Instant.now()));
		}
		return steps;
	}

}
