package io.memprof.demo.catalog;

import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/products")
class CatalogController {

	private final CatalogService catalog;

	private final ApplicationEventPublisher events;

	CatalogController(CatalogService catalog, ApplicationEventPublisher events) {
		this.catalog = catalog;
		this.events = events;
	}

	@GetMapping
	List<SearchHit> search(@RequestParam(defaultValue = "") String search) {
		List<SearchHit> found = this.catalog.search(search)
			.stream()
			.map((product) -> SearchHit.of(product, search))
			.toList();
		this.events.publishEvent(new CatalogSearched(search, found));
		return found;
	}

	@GetMapping("/{id}")
	ProductView product(@PathVariable long id) {
		return this.catalog.product(id);
	}

	@GetMapping(path = "/{id}/label", produces = "image/x-portable-graymap")
	byte[] label(@PathVariable long id) {
		byte[] label = ShelfLabel.draw(this.catalog.product(id));
		this.events.publishEvent(new LabelPrinted(id, label));
		return label;
	}

}
