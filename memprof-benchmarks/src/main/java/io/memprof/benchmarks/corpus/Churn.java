package io.memprof.benchmarks.corpus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the rest of an application allocates: objects of mixed sizes at a steady rate,
 * most of them dead at once, some alive for a second or two.
 */
final class Churn {

	private static final int IN_FLIGHT = 300;

	private static final long PERIOD_MILLIS = 20;

	private final Deque<Object> inFlight = new ArrayDeque<>();

	private final long bytesPerPeriod;

	Churn(int megabytesPerSecond) {
		this.bytesPerPeriod = megabytesPerSecond * 1_000L * PERIOD_MILLIS;
	}

	void start() {
		Thread thread = new Thread(this::run, "churn");
		thread.setDaemon(true);
		thread.start();
	}

	private void run() {
		try {
			while (true) {
				long begin = System.nanoTime();
				for (long done = 0; done < this.bytesPerPeriod;) {
					done += allocate();
				}
				Thread.sleep(Math.max(1, PERIOD_MILLIS - (System.nanoTime() - begin) / 1_000_000));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Rough number of bytes allocated. */
	private long allocate() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		int size = 1 << random.nextInt(6, 16);
		if (random.nextBoolean()) {
			keep(new byte[size]);
			return size;
		}
		List<Line> lines = new ArrayList<>();
		for (int bytes = 0; bytes < size; bytes += 150) {
			lines.add(new Line(bytes, Integer.toString(random.nextInt()), Math.sqrt(bytes)));
		}
		keep(lines);
		return size;
	}

	private void keep(Object result) {
		if (ThreadLocalRandom.current().nextInt(8) == 0) {
			this.inFlight.add(result);
			if (this.inFlight.size() > IN_FLIGHT) {
				this.inFlight.remove();
			}
		}
	}

	private record Line(int number, String sku, double price) {
	}

}
