package io.memprof.demo.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * What a customer ordered, with the prices of that moment.
 */
@Entity
@Table(name = "orders")
public class Order {

	@Id
	@GeneratedValue
	private long id;

	private long customerId;

	private Instant placedAt = Instant.EPOCH;

	@ElementCollection(fetch = FetchType.EAGER)
	private List<OrderLine> lines = new ArrayList<>();

	protected Order() {
	}

	Order(long customerId, Instant placedAt, List<OrderLine> lines) {
		this.customerId = customerId;
		this.placedAt = placedAt;
		this.lines = new ArrayList<>(lines);
	}

	public long id() {
		return this.id;
	}

	public long customerId() {
		return this.customerId;
	}

	public Instant placedAt() {
		return this.placedAt;
	}

	public List<OrderLine> lines() {
		return this.lines;
	}

	public long totalCents() {
		return this.lines.stream().mapToLong(OrderLine::cents).sum();
	}

}
