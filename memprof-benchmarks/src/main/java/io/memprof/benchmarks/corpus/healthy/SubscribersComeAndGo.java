package io.memprof.benchmarks.corpus.healthy;

import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Subscribers stay for eight seconds on average, some much longer.
 */
@Load(perSecond = 60)
public final class SubscribersComeAndGo implements Program {

	private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

	private final Queue<Subscriber> leaving = new PriorityQueue<>();

	@Override
	public synchronized void serve(long millis) {
		double stay = -8_000 * Math.log(1 - ThreadLocalRandom.current().nextDouble());
		Subscriber subscriber = new Subscriber(millis + Math.round(stay), Texts.ofLength(15_000));
		this.subscribers.add(subscriber);
		this.leaving.add(subscriber);
		while (!this.leaving.isEmpty() && this.leaving.element().until() < millis) {
			this.subscribers.remove(this.leaving.remove());
		}
	}

	private record Subscriber(long until, String state) implements Comparable<Subscriber> {

		@Override
		public int compareTo(Subscriber other) {
			return Long.compare(this.until, other.until);
		}

	}

}
