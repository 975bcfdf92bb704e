package com.example.shop;

import java.io.IOException;
import java.time.Duration;

import io.memprof.test.LeakCheck;
import io.memprof.test.LeakChecks;
import org.junit.jupiter.api.Test;

/**
 * Leak checks as a team writes them; run by the tests of the extension.
 */
public final class ShopChecks {

	private ShopChecks() {
	}

	@LeakChecks
	public static class MapThatOnlyGrows {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(this.desk::audit);
		}

	}

	@LeakChecks
	public static class ListenersNeverRemoved {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(this.desk::listen);
		}

	}

	@LeakChecks
	public static class ThreadLocalNeverRemoved {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			try {
				leaks.assertNoLeak(this.desk::draft);
			}
			finally {
				OrderDesk.forgetDrafts();
			}
		}

	}

	@LeakChecks
	public static class LocalGarbage {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(this.desk::place);
		}

	}

	@LeakChecks
	public static class LatestHundred {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(this.desk::remember);
		}

	}

	@LeakChecks
	public static class FullCache {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.warmUp(1_000).assertNoLeak(this.desk::cache);
		}

	}

	@LeakChecks
	public static class CacheThatStillFills {

		private final OrderDesk desk = new OrderDesk(Integer.MAX_VALUE);

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(this.desk::cache);
		}

	}

	@LeakChecks
	public static class LazySingleton {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(this.desk::lookUp);
		}

	}

	@LeakChecks
	public static class ReusedBuffer {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(this.desk::print);
		}

	}

	/** Too slow for enough loops. */
	@LeakChecks
	public static class SlowScenario {

		@Test
		void check(LeakCheck leaks) {
			leaks.within(Duration.ofMillis(200)).assertNoLeak(() -> Thread.sleep(20));
		}

	}

	/** Each loop takes so long that few kilobytes leak. */
	@LeakChecks
	public static class SlowLeak {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.within(Duration.ofSeconds(2)).assertNoLeak(() -> {
				Thread.sleep(2);
				this.desk.audit();
			});
		}

	}

	/** The cache would be bounded, but too little is put into it to be sampled. */
	@LeakChecks
	public static class SlowCacheThatStillFills {

		private final OrderDesk desk = new OrderDesk(1_000_000);

		@Test
		void check(LeakCheck leaks) {
			leaks.within(Duration.ofSeconds(2)).assertNoLeak(() -> {
				Thread.sleep(2);
				this.desk.cache();
			});
		}

	}

	@LeakChecks
	public static class KnownLeak {

		private final OrderDesk desk = new OrderDesk();

		@Test
		void check(LeakCheck leaks) {
			leaks.ignoring("com.example.*.Order").assertNoLeak(this.desk::audit);
		}

	}

	@LeakChecks
	public static class ScenarioThatThrows {

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(() -> {
				throw new IOException("the shop is closed");
			});
		}

	}

	@LeakChecks
	public static class CheckWithinACheck {

		@Test
		void check(LeakCheck leaks) {
			leaks.assertNoLeak(() -> leaks.assertNoLeak(() -> {
			}));
		}

	}

}
