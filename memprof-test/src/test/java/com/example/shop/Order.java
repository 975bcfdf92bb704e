package com.example.shop;

/**
 * What a customer orders: some 1 KB.
 */
public final class Order {

	private static final int BYTES = 1_000;

	private final long number;

	private final byte[] lines = new byte[BYTES];

	public Order(long number) {
		this.number = number;
		this.lines[0] = (byte) number;
	}

	public long number() {
		return this.number;
	}

	public int size() {
		return this.lines.length;
	}

}
