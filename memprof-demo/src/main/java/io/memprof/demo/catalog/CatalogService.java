package io.memprof.demo.catalog;

import java.util.List;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * Finds products. The cache is bounded in {@code application.yml}: full, but no leak.
 */
@Service
@Transactional(readOnly = true)
public class CatalogService {

	private final Products products;

	CatalogService(Products products) {
		this.products = products;
	}

	@Cacheable("product")
	public ProductView product(long id) {
		return this.products.findById(id)
			.map(Product::view)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no product " + id + "."));
	}

	public List<ProductView> search(String text) {
		return this.products.findByNameContainingIgnoreCase(text).stream().map(Product::view).toList();
	}

	@Transactional
	public ProductView reprice(long id, long cents) {
		Product product = this.products.findById(id).orElseThrow();
		product.reprice(cents);
		return product.view();
	}

}
