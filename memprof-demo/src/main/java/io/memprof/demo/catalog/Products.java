package io.memprof.demo.catalog;

import java.util.List;

import org.springframework.data.repository.ListCrudRepository;

interface Products extends ListCrudRepository<Product, Long> {

	List<Product> findByNameContainingIgnoreCase(String text);

}
