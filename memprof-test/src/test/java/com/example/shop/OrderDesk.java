package com.example.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Takes orders, in ways that leak and ways that do not.
 */
public class OrderDesk {

	private static final ThreadLocal<List<Order>> DRAFTS = ThreadLocal.withInitial(ArrayList::new);

	private final Map<Long, Order> audit = new ConcurrentHashMap<>();

	private final List<Consumer<Order>> listeners = new CopyOnWriteArrayList<>();

	private final List<Consumer<Order>> manyListeners = new ArrayList<>();

	private final Map<Long, Order> latest = new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, Order> eldest) {
			return size() > 100;
		}
	};

	private final Cache<Long, Order> cache;

	private final StringBuilder reused = new StringBuilder();

	private long number;

	private volatile Order last;

	private List<Order> catalogue;

	public OrderDesk() {
		this(100);
	}

	public OrderDesk(int cached) {
		this.cache = Caffeine.newBuilder().maximumSize(cached).executor(Runnable::run).build();
	}

	private Order next() {
		return new Order(this.number++);
	}

	/** Keeps every order for ever. */
	public void audit() {
		Order order = next();
		this.audit.put(order.number(), order);
	}

	/** Registers a listener for each order and never removes one. */
	public void listen() {
		Order order = next();
		this.manyListeners.add((placed) -> this.last = order);
	}

	/** Leaves a draft with the thread. */
	public void draft() {
		DRAFTS.get().add(next());
	}

	public static void forgetDrafts() {
		DRAFTS.remove();
	}

	/** Keeps nothing. */
	public void place() {
		Consumer<Order> listener = (placed) -> this.last = placed;
		this.listeners.add(listener);
		this.listeners.forEach((each) -> each.accept(next()));
		this.listeners.remove(listener);
	}

	/** Keeps the latest hundred. */
	public void remember() {
		Order order = next();
		this.latest.put(order.number(), order);
	}

	/** Keeps as many as the cache may. */
	public void cache() {
		Order order = next();
		this.cache.put(order.number(), order);
	}

	/** Keeps what is made once. */
	public Order lookUp() {
		if (this.catalogue == null) {
			this.catalogue = new ArrayList<>();
			for (int i = 0; i < 1_000; i++) {
				this.catalogue.add(next());
			}
		}
		return this.catalogue.get((int) (this.number++ % this.catalogue.size()));
	}

	/** Writes into one buffer again and again. */
	public int print() {
		this.reused.setLength(0);
		this.reused.append("order ").append(this.number++);
		return this.reused.length();
	}

	/** Keeps one order of many. */
	public void auditSome(int oneOf) {
		Order order = next();
		if (order.number() % oneOf == 0) {
			this.audit.put(order.number(), order);
		}
	}

}
