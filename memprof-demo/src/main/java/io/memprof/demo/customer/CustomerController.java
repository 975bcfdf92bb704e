package io.memprof.demo.customer;

import java.time.Duration;
import java.util.List;

import io.memprof.demo.catalog.CatalogService;
import jakarta.servlet.http.HttpSession;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class CustomerController {

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(20);

	private final Customers customers;

	private final CatalogService catalog;

	private final ApplicationEventPublisher events;

	CustomerController(Customers customers, CatalogService catalog, ApplicationEventPublisher events) {
		this.customers = customers;
		this.catalog = catalog;
		this.events = events;
	}

	@PostMapping("/customers/{id}/session")
	PriceList signIn(@PathVariable long id, HttpSession session) {
		Customer customer = this.customers.findById(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no customer " + id + "."));
		session.setMaxInactiveInterval((int) SESSION_TIMEOUT.toSeconds());
		session.setAttribute("customer", customer.name());
		PriceList priceList = new PriceList(customer.name(), prices(customer));
		this.events.publishEvent(new SignedIn(session, priceList));
		return priceList;
	}

	private List<PriceList.Price> prices(Customer customer) {
		return this.catalog.search("")
			.stream()
			.map((product) -> new PriceList.Price(product.id(), product.name(), product.cents(),
					product.cents() * (100 - customer.discountPercent()) / 100))
			.toList();
	}

}
