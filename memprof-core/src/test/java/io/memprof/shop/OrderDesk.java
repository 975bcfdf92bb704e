package io.memprof.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Takes orders. Those that are never closed stay in a static map.
 */
final class OrderDesk {

	private static final int OPEN = 500;

	private static final Map<Long, Order> orders = new ConcurrentHashMap<>();

	private final boolean closes;

	private long number;

	private volatile @Nullable Order shown;

	/**
	 * A desk.
	 * @param closes whether orders are closed again
	 */
	OrderDesk(boolean closes) {
		this.closes = closes;
	}

	/**
	 * Takes one order and closes the one before a while.
	 */
	void place() {
		this.number++;
		orders.put(this.number, new Order(this.number, new byte[8 << 10]));
		if (this.closes) {
			orders.remove(this.number - OPEN);
		}
	}

	/**
	 * Work that leaves nothing behind. Each order is seen from outside for a moment, or
	 * the JIT compiler would not allocate it.
	 */
	void browse() {
		for (int i = 0; i < 20; i++) {
			this.shown = new Order(i, new byte[8 << 10]);
		}
	}

	@Override
	public String toString() {
		return "a desk showing " + this.shown;
	}

}
