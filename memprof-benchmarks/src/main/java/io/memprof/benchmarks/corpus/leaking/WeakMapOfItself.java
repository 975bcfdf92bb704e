package io.memprof.benchmarks.corpus.leaking;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * A weak map whose values refer to their keys, so that no key ever becomes weak.
 */
@Load(perSecond = 150, churn = 40)
@Leaks(what = "WeakMapOfItself\\$(Channel|Statistics)\\b", who = { "WeakHashMap", "WeakMapOfItself\\.statistics" })
public final class WeakMapOfItself implements Program {

	private final Map<Channel, Statistics> statistics = Collections.synchronizedMap(new WeakHashMap<>());

	@Override
	public void serve(long millis) {
		Channel channel = new Channel(Texts.ofLength(40));
		this.statistics.put(channel, new Statistics(channel, new long[800]));
	}

	private static final class Channel {

		private final String peer;

		Channel(String peer) {
			this.peer = peer;
		}

	}

	private record Statistics(Channel channel, long[] latencies) {

		@Override
		public String toString() {
			return this.channel.peer + " " + this.latencies.length;
		}

	}

}
