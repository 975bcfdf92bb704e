package io.memprof.shop;

/**
 * What leaks: a few kilobytes each.
 */
final class Order {

	private final long number;

	private final byte[] document;

	Order(long number, byte[] document) {
		this.number = number;
		this.document = document;
	}

	@Override
	public String toString() {
		return "order " + this.number + " of " + this.document.length + " bytes";
	}

}
