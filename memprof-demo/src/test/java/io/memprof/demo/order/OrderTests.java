package io.memprof.demo.order;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import io.memprof.demo.catalog.CatalogService;
import io.memprof.demo.report.SalesReport;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The healthy side of the shop: what it keeps, it keeps within bounds.
 */
@SpringBootTest(properties = { "demo.leak=none", "demo.traffic.requests-per-second=0" })
class OrderTests {

	@Autowired
	private OrderController controller;

	@Autowired
	private Orders orders;

	@Autowired
	private SalesReport report;

	@Autowired
	private CatalogService catalog;

	@Autowired
	private CacheManager caches;

	@Test
	void confirmsAnOrderWithItsPrice() {
		OrderConfirmation confirmation = this.controller
			.create(new OrderRequest(1, List.of(new OrderRequest.Item(7, 1), new OrderRequest.Item(8, 60))));
		assertThat(confirmation.lines()).hasSize(2);
		assertThat(confirmation.totalCents()).isPositive()
			.isEqualTo(confirmation.lines().stream().mapToLong(OrderLine::cents).sum());
	}

	@Test
	void appliesARuleFromItsQuantityOn() {
		assertThat(PriceRule.CASE_LOT.apply(10_000, 11)).isEqualTo(10_000);
		assertThat(PriceRule.CASE_LOT.apply(10_000, 12)).isEqualTo(9_800);
	}

	@Test
	void reportDeletesOldOrdersWithTheirLines() {
		Order old = this.orders.save(new Order(1, Instant.EPOCH, List.of(new OrderLine(1, 1, 900))));
		Order fresh = this.orders.save(new Order(1, Instant.now(), List.of(new OrderLine(1, 1, 900))));
		this.report.write();
		assertThat(this.orders.existsById(old.id())).isFalse();
		assertThat(this.orders.existsById(fresh.id())).isTrue();
	}

	@Test
	void cacheOfProductsIsBounded() {
		Cache cache = this.caches.getCache("product");
		assertThat(cache).isNotNull();
		LongStream.rangeClosed(1, 400).forEach(this.catalog::product);
		com.github.benmanes.caffeine.cache.Cache<?, ?> products = (com.github.benmanes.caffeine.cache.Cache<?, ?>) cache
			.getNativeCache();
		products.cleanUp();
		assertThat(products.estimatedSize()).isBetween(250L, 300L);
	}

}
