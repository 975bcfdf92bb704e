package io.memprof.allocation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpanScopesTests {

	private static final SampledSpan A = new SampledSpan(1, 1, 0xa);

	private static final SampledSpan B = new SampledSpan(2, 2, 0xb);

	private final AtomicLong now = new AtomicLong(100);

	private final SpanScopes scopes = new SpanScopes(this.now::get);

	private final long thread = Thread.currentThread().getId();

	@Test
	void aSpanIsKnownFromOpeningToClosing() {
		at(200, () -> this.scopes.opened("a", A));
		at(300, () -> this.scopes.closed("a"));
		assertThat(spanAt(199)).isNull();
		assertThat(spanAt(200)).isEqualTo(A);
		assertThat(spanAt(299)).isEqualTo(A);
		assertThat(spanAt(300)).isNull();
		assertThat(spanAt(1_000)).isNull();
	}

	@Test
	void aSpanThatIsStillOpenIsKnown() {
		at(200, () -> this.scopes.opened("a", A));
		assertThat(spanAt(5_000)).isEqualTo(A);
	}

	@Test
	void theInnermostOfNestedScopesCounts() {
		at(200, () -> this.scopes.opened("a", A));
		at(300, () -> this.scopes.opened("b", B));
		at(400, () -> this.scopes.closed("b"));
		at(500, () -> this.scopes.closed("a"));
		assertThat(spanAt(250)).isEqualTo(A);
		assertThat(spanAt(350)).isEqualTo(B);
		assertThat(spanAt(450)).isEqualTo(A);
		assertThat(spanAt(550)).isNull();
	}

	@Test
	void aSpanThatIsNotSampledHidesTheOneAround() {
		at(200, () -> this.scopes.opened("a", A));
		at(300, () -> this.scopes.opened("unsampled", null));
		at(400, () -> this.scopes.closed("unsampled"));
		assertThat(spanAt(350)).isNull();
		assertThat(spanAt(450)).isEqualTo(A);
	}

	@Test
	void noTimeIsReadWhereNoSpanIsSampled() {
		SpanScopes timeless = new SpanScopes(() -> {
			throw new AssertionError("the clock was read");
		});
		timeless.opened("unsampled", null);
		timeless.closed("unsampled");
		timeless.reset();
		assertThat(timeless.at(this.thread, 100)).isNull();
	}

	@Test
	void anotherThreadHasItsOwn() throws Exception {
		at(200, () -> this.scopes.opened("a", A));
		AtomicLong other = new AtomicLong();
		onAnotherThread(() -> {
			other.set(Thread.currentThread().getId());
			at(300, () -> this.scopes.opened("b", B));
			at(400, () -> this.scopes.closed("b"));
		});
		assertThat(spanAt(350)).isEqualTo(A);
		assertThat(this.scopes.at(other.get(), 350)).isEqualTo(B);
		assertThat(this.scopes.at(other.get(), 250)).isNull();
		assertThat(this.scopes.at(other.get(), 450)).isNull();
	}

	@Test
	void closingOnAThreadThatDidNotOpenChangesNothing() throws Exception {
		at(200, () -> this.scopes.opened("a", A));
		onAnotherThread(() -> this.scopes.closed("a"));
		assertThat(spanAt(300)).isEqualTo(A);
	}

	@Test
	void closingTheOuterClosesWhatWasLeftOpenWithin() {
		at(200, () -> this.scopes.opened("a", A));
		at(300, () -> this.scopes.opened("b", B));
		at(400, () -> this.scopes.closed("a"));
		assertThat(spanAt(450)).isNull();
		at(500, () -> this.scopes.closed("b"));
		assertThat(spanAt(550)).isNull();
	}

	@Test
	void resetClosesAll() {
		at(200, () -> this.scopes.opened("a", A));
		at(300, () -> this.scopes.opened("b", B));
		at(400, this.scopes::reset);
		assertThat(spanAt(350)).isEqualTo(B);
		assertThat(spanAt(450)).isNull();
	}

	@Test
	void whatHasLongClosedIsForgotten() {
		at(200, () -> this.scopes.opened("a", A));
		at(300, () -> this.scopes.closed("a"));
		for (int i = 0; i < SpanLog.ENTRIES; i++) {
			at(1_000 + 2 * i, () -> this.scopes.opened("b", B));
			at(1_001 + 2 * i, () -> this.scopes.closed("b"));
		}
		assertThat(spanAt(250)).isNull();
		assertThat(spanAt(1_000 + 2 * (SpanLog.ENTRIES - 1))).isEqualTo(B);
	}

	@Test
	void aJobOfMinutesIsKnownWhenTheLogHasGoneOn() throws Exception {
		at(200, () -> this.scopes.opened("job", A));
		onAnotherThread(() -> {
			for (int i = 0; i < SpanLog.ENTRIES; i++) {
				at(1_000, () -> this.scopes.opened("request", B));
				at(1_001, () -> this.scopes.closed("request"));
			}
		});
		assertThat(spanAt(100_000)).isEqualTo(A);
		assertThat(spanAt(199)).isNull();
	}

	@Test
	void scopesThatAreNeverClosedAreBounded() {
		for (int i = 0; i < 1_000; i++) {
			this.scopes.opened(i, A);
		}
		for (int i = 999; i >= 64; i--) {
			this.scopes.closed(i);
		}
		assertThat(spanAt(500)).isEqualTo(A);
		this.scopes.closed(0);
		this.now.set(600);
		this.scopes.opened("b", B);
		assertThat(spanAt(700)).isEqualTo(B);
	}

	@Test
	void nanoTimeMayOverflow() {
		at(Long.MAX_VALUE - 10, () -> this.scopes.opened("a", A));
		at(Long.MIN_VALUE + 10, () -> this.scopes.closed("a"));
		assertThat(spanAt(Long.MIN_VALUE)).isEqualTo(A);
		assertThat(spanAt(Long.MIN_VALUE + 20)).isNull();
	}

	@Test
	void holdsLessThanAMebibyte() {
		assertThat(this.scopes.heldBytes()).isLessThan(1 << 20);
	}

	/** Each thread has spans of its own, so a mixture of two would be seen. */
	@Test
	void noThreadIsEverGivenTheSpanOfAnother() throws Exception {
		SpanScopes real = new SpanScopes();
		AtomicBoolean over = new AtomicBoolean();
		Thread[] threads = new Thread[4];
		CountDownLatch begun = new CountDownLatch(threads.length);
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				long id = Thread.currentThread().getId();
				begun.countDown();
				for (long n = 1; !over.get(); n++) {
					real.opened("s", new SampledSpan(id, n, n ^ id << 40));
					real.closed("s");
				}
			});
			threads[i].start();
		}
		begun.await();
		AtomicReference<String> wrong = new AtomicReference<>();
		int found = 0;
		for (int i = 0; i < 300_000; i++) {
			long id = threads[i % threads.length].getId();
			SampledSpan span = real.at(id, System.nanoTime() - i % 20_000);
			if (span != null) {
				found++;
				if (span.traceHigh() != id || span.span() != (span.traceLow() ^ id << 40)) {
					wrong.set(id + ": " + span);
				}
			}
		}
		over.set(true);
		for (Thread each : threads) {
			each.join();
		}
		assertThat(wrong.get()).isNull();
		assertThat(found).isPositive();
	}

	private SampledSpan spanAt(long nanoTime) {
		return this.scopes.at(this.thread, nanoTime);
	}

	private void at(long nanoTime, Runnable change) {
		this.now.set(nanoTime);
		change.run();
	}

	private static void onAnotherThread(Runnable work) throws InterruptedException {
		Thread other = new Thread(work);
		other.start();
		other.join();
	}

}
