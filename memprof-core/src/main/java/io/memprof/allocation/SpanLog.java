package io.memprof.allocation;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/**
 * The last {@value #ENTRIES} changes of the span in scope, of all threads, in one ring of
 * numbers. Each entry points to the one before it of the same thread (or of a thread
 * whose id has the same last ten bits), so that finding one does not read the others.
 *
 * <pre>
 * last[31] ─> 907: thread 31, at 5 s, no span ─> 894: thread 31, at 3 s, span A ─> overwritten
 * </pre>
 *
 * Free of locks. A writer takes a number, then its place in the ring; the number in the
 * entry is written last and read first and last, so an entry that is being overwritten is
 * seen as such. A writer that was overtaken by a whole round gives up. Either ends the
 * chain early: the answer is then that nothing is known.
 */
final class SpanLog {

	/** Two for each scope: enough for two seconds at 2000 scopes a second. */
	static final int ENTRIES = 8192;

	/** Slots by which threads are told apart quickly. */
	static final int THREADS = 1024;

	static final long BYTES = 8L * (8 * ENTRIES + THREADS);

	/** Numbers of an entry, one cache line. */
	private static final int WIDTH = 8;

	private static final int THREAD = 1;

	private static final int TIME = 2;

	private static final int TRACE_HIGH = 3;

	private static final int TRACE_LOW = 4;

	private static final int SPAN = 5;

	private static final int PREVIOUS = 6;

	private final AtomicLongArray entries = new AtomicLongArray(ENTRIES * WIDTH);

	private final AtomicLongArray last = new AtomicLongArray(THREADS);

	private final AtomicLong written = new AtomicLong();

	static int slotOf(long thread) {
		return (int) (thread & (THREADS - 1));
	}

	/**
	 * From this time on a span is in scope on a thread, or none.
	 */
	void add(long thread, long nanoTime, @Nullable SampledSpan span) {
		long number = this.written.incrementAndGet();
		long previous = this.last.getAndSet(slotOf(thread), number);
		int entry = entryOf(number);
		long before = this.entries.get(entry);
		if (before < 0 || before > number || !this.entries.compareAndSet(entry, before, -number)) {
			return;
		}
		this.entries.setPlain(entry + THREAD, thread);
		this.entries.setPlain(entry + TIME, nanoTime);
		this.entries.setPlain(entry + TRACE_HIGH, (span != null) ? span.traceHigh() : 0);
		this.entries.setPlain(entry + TRACE_LOW, (span != null) ? span.traceLow() : 0);
		this.entries.setPlain(entry + SPAN, (span != null) ? span.span() : 0);
		this.entries.setPlain(entry + PREVIOUS, previous);
		this.entries.setRelease(entry, number);
	}

	/**
	 * The latest change on a thread at or before a time, or {@code null} when the log
	 * does not reach back so far.
	 */
	@Nullable Found at(long thread, long nanoTime) {
		long number = this.last.get(slotOf(thread));
		while (number > 0) {
			int entry = entryOf(number);
			if (this.entries.getAcquire(entry) != number) {
				return null;
			}
			boolean found = this.entries.getPlain(entry + THREAD) == thread
					&& this.entries.getPlain(entry + TIME) - nanoTime <= 0;
			SampledSpan span = found ? spanOf(entry) : null;
			long previous = this.entries.getPlain(entry + PREVIOUS);
			VarHandle.acquireFence();
			if (this.entries.getOpaque(entry) != number) {
				return null;
			}
			if (found) {
				return new Found(span);
			}
			number = previous;
		}
		return null;
	}

	private @Nullable SampledSpan spanOf(int entry) {
		long span = this.entries.getPlain(entry + SPAN);
		return (span != 0) ? new SampledSpan(this.entries.getPlain(entry + TRACE_HIGH),
				this.entries.getPlain(entry + TRACE_LOW), span) : null;
	}

	private static int entryOf(long number) {
		return (int) (number & (ENTRIES - 1)) * WIDTH;
	}

	/**
	 * What was in scope, {@code null} for no sampled span.
	 */
	record Found(@Nullable SampledSpan span) {
	}

}
