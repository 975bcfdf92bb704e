package io.memprof.e2e;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Customers who search without pause, four at a time.
 */
final class Load implements AutoCloseable {

	private static final int CUSTOMERS = 4;

	private final ExecutorService threads = Executors.newFixedThreadPool(CUSTOMERS);

	private final Shop shop;

	private volatile boolean open = true;

	private List<Double> millis = new ArrayList<>();

	private int lost;

	Load(Shop shop) {
		this.shop = shop;
		for (int i = 0; i < CUSTOMERS; i++) {
			this.threads.submit(this::search);
		}
	}

	/**
	 * What became of the requests since the last call.
	 */
	synchronized Served take() {
		Collections.sort(this.millis);
		Served served = new Served(this.millis.size(), this.lost, quantile(0.5), quantile(0.99));
		this.millis = new ArrayList<>();
		this.lost = 0;
		return served;
	}

	@Override
	public void close() {
		this.open = false;
		this.threads.shutdown();
		try {
			this.threads.awaitTermination(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void search() {
		while (this.open) {
			long begin = System.nanoTime();
			boolean served;
			try {
				served = this.shop.get("/products?search=dark").statusCode() == 200;
			}
			catch (Exception ex) {
				served = false;
			}
			add(served, (System.nanoTime() - begin) / 1e6);
		}
	}

	private synchronized void add(boolean served, double millis) {
		this.millis.add(millis);
		this.lost += served ? 0 : 1;
	}

	private double quantile(double share) {
		return this.millis.isEmpty() ? Double.NaN : this.millis.get((int) (share * (this.millis.size() - 1)));
	}

	/**
	 * Requests of a while.
	 *
	 * @param requests all of them
	 * @param lost those that had no answer, or another than 200
	 * @param medianMillis time of half of them
	 * @param p99Millis time of 99 of 100
	 */
	record Served(int requests, int lost, double medianMillis, double p99Millis) {
	}

}
