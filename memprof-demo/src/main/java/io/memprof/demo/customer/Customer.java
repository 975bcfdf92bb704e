package io.memprof.demo.customer;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * A café that buys here.
 */
@Entity
class Customer {

	@Id
	private long id;

	private String name = "";

	private int discountPercent;

	protected Customer() {
	}

	String name() {
		return this.name;
	}

	int discountPercent() {
		return this.discountPercent;
	}

}
