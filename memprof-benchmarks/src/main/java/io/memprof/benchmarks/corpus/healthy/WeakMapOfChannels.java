package io.memprof.benchmarks.corpus.healthy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.WeakHashMap;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * A weak map that works: its values know nothing of their keys, and channels close after
 * three seconds.
 */
@Load(perSecond = 150, churn = 40)
public final class WeakMapOfChannels implements Program {

	private static final int OPEN = 450;

	private final Map<Channel, long[]> statistics = new WeakHashMap<>();

	private final Deque<Channel> open = new ArrayDeque<>();

	@Override
	public synchronized void serve(long millis) {
		Channel channel = new Channel(Texts.ofLength(40));
		this.open.add(channel);
		this.statistics.put(channel, new long[800]);
		if (this.open.size() > OPEN) {
			this.open.remove();
		}
	}

	private static final class Channel {

		private final String peer;

		Channel(String peer) {
			this.peer = peer;
		}

		@Override
		public String toString() {
			return this.peer;
		}

	}

}
