package io.memprof.profiles;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Takes off the first sample of each thread what the thread had allocated before.
 * <p>
 * The samples of a chunk lie in it as their buffers were written, not as they happened.
 * So the earliest one of a thread is known at the end of the chunk only, and is held back
 * until then. At most one is held for each thread.
 *
 * @param <S> what a sample is
 */
final class FirstSamples<S> {

	private final Map<Long, Long> allocatedBefore;

	private final ObjLongConsumer<S> bytes;

	private final Map<Long, Sample<S>> earliest = new HashMap<>();

	/**
	 * Samples of a recording.
	 * @param allocatedBefore in bytes, by the Java id of a thread; an entry is removed
	 * once it was taken off
	 * @param bytes is told what each sample stands for, if that is anything
	 */
	FirstSamples(Map<Long, Long> allocatedBefore, ObjLongConsumer<S> bytes) {
		this.allocatedBefore = allocatedBefore;
		this.bytes = bytes;
	}

	/**
	 * The next sample of the chunk.
	 * @param thread its Java id
	 * @param time of any clock
	 * @param weight bytes that the thread has allocated since its sample before
	 */
	void add(long thread, long time, long weight, S sample) {
		Sample<S> other = new Sample<>(sample, time, weight);
		if (this.allocatedBefore.containsKey(thread)) {
			Sample<S> held = this.earliest.get(thread);
			if (held == null || time < held.time()) {
				this.earliest.put(thread, other);
				other = held;
			}
		}
		if (other != null) {
			tell(other.sample(), other.weight());
		}
	}

	/**
	 * To be called after the last sample of each chunk.
	 */
	void endOfChunk() {
		this.earliest.forEach((thread, first) -> {
			Long before = this.allocatedBefore.remove(thread);
			tell(first.sample(), first.weight() - ((before != null) ? before : 0));
		});
		this.earliest.clear();
	}

	private void tell(S sample, long bytes) {
		if (bytes > 0) {
			this.bytes.accept(sample, bytes);
		}
	}

	private record Sample<S>(S sample, long time, long weight) {
	}

}
