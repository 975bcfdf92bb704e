package io.memprof.shop;

/**
 * What leaks: a few kilobytes each.
 */
final class Order {

	/** What a report must never show. */
	static final String CUSTOMER = "ann@example.com";

	private final long number;

	private final String customer;

	private final byte[] document;

	Order(long number, byte[] document) {
		this.number = number;
		this.customer = CUSTOMER;
		this.document = document;
	}

	@Override
	public String toString() {
		return "order " + this.number + " of " + this.customer + ", " + this.document.length + " bytes";
	}

}
