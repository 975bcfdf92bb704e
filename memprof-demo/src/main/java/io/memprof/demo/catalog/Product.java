package io.memprof.demo.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * A coffee on the shelf, as the database has it.
 */
@Entity
class Product {

	@Id
	private long id;

	private String name = "";

	private long cents;

	protected Product() {
	}

	void reprice(long cents) {
		this.cents = cents;
	}

	ProductView view() {
		return new ProductView(this.id, this.name, this.cents);
	}

}
