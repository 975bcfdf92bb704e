package io.memprof.allocation;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Remembers which sampled span was in scope on which thread and when. A sampled
 * allocation is told about a second after it happened, on another thread; its thread and
 * its time lead back to the span.
 *
 * <pre>
 * thread 31  ──[ A ]────[ B   [ C ]   ]───────
 * told               A    B     C   B
 * </pre>
 *
 * Opening and closing are for the thread of the scope, {@link #at} is for any. Nothing
 * waits, nothing grows: {@link SpanLog} holds the changes of the last while, and one slot
 * for each of {@value SpanLog#THREADS} threads holds what is open, so that a job of
 * minutes is known when the log has long gone on. A scope that is found in neither is not
 * known, which is not an error. Where no span is sampled, no time is read and nothing is
 * written.
 * <p>
 * Threads are told apart by their id, so virtual ones count like others.
 */
public final class SpanScopes {

	/** Scopes that are opened and never closed are a fault of the application. */
	private static final int DEEPEST = 64;

	private static final long SLOT_BYTES = 64;

	private final LongSupplier nanoTime;

	private final SpanLog log = new SpanLog();

	private final AtomicReferenceArray<@Nullable Open> current = new AtomicReferenceArray<>(SpanLog.THREADS);

	private final ThreadLocal<@Nullable Open> innermost = new ThreadLocal<>();

	public SpanScopes() {
		this(System::nanoTime);
	}

	SpanScopes(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * A scope opened on this thread.
	 * @param scope to be given again when it closes
	 * @param span that it brings into scope, or {@code null} when no sampled span is
	 * current within it
	 */
	public void opened(Object scope, @Nullable SampledSpan span) {
		Open outer = this.innermost.get();
		if (outer == null && span == null) {
			return;
		}
		int depth = (outer != null) ? outer.depth() + 1 : 1;
		if (depth > DEEPEST) {
			return;
		}
		Open opened = new Open(scope, Thread.currentThread().getId(), this.nanoTime.getAsLong(), span, depth, outer);
		this.innermost.set(opened);
		changeTo(opened, opened.thread(), opened.since());
	}

	/**
	 * A scope closed on this thread, and with it those within it that were left open. One
	 * that is not known is ignored.
	 */
	public void closed(Object scope) {
		Open closed = this.innermost.get();
		while (closed != null && closed.scope() != scope) {
			closed = closed.outer();
		}
		if (closed != null) {
			leave(closed.outer(), closed.thread());
		}
	}

	/**
	 * No scope is open on this thread any more.
	 */
	public void reset() {
		Open open = this.innermost.get();
		if (open != null) {
			leave(null, open.thread());
		}
	}

	/**
	 * The sampled span in scope on a thread at a time of {@link System#nanoTime()}, or
	 * {@code null} when there was none or it is not known any more.
	 */
	public @Nullable SampledSpan at(long thread, long nanoTime) {
		SpanLog.Found found = this.log.at(thread, nanoTime);
		if (found != null) {
			return found.span();
		}
		Open open = this.current.getAcquire(SpanLog.slotOf(thread));
		return (open != null && open.thread() == thread && open.since() - nanoTime <= 0) ? open.span() : null;
	}

	/**
	 * Bytes held, most of them from the start.
	 */
	public long heldBytes() {
		return SpanLog.BYTES + SpanLog.THREADS * SLOT_BYTES;
	}

	private void leave(@Nullable Open outer, long thread) {
		if (outer != null) {
			this.innermost.set(outer);
		}
		else {
			this.innermost.remove();
		}
		changeTo(outer, thread, this.nanoTime.getAsLong());
	}

	private void changeTo(@Nullable Open open, long thread, long now) {
		this.current.setRelease(SpanLog.slotOf(thread), open);
		this.log.add(thread, now, (open != null) ? open.span() : null);
	}

	/**
	 * A scope that is open, within another or within none.
	 */
	private record Open(Object scope, long thread, long since, @Nullable SampledSpan span, int depth,
			@Nullable Open outer) {
	}

}
