package io.memprof.leak;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeclaredLimitTests {

	@Test
	void aQueueSaysItsCapacity() {
		assertThat(DeclaredLimit.of(new LinkedBlockingDeque<>(500), 0, "orders", List.of()))
			.isEqualTo(new DeclaredLimit(500, "capacity of the queue"));
	}

	@Test
	void aQueueWithoutCapacityHasNoLimit() {
		assertThat(DeclaredLimit.of(new LinkedBlockingQueue<>(), 0, "orders", List.of())).isNull();
	}

	@Test
	void anArrayThatCannotBeReplacedIsLimitedByItsLength() {
		Ring ring = new Ring();
		assertThat(DeclaredLimit.of(ring.slots, 3, "slots", List.of(ring)))
			.isEqualTo(new DeclaredLimit(10, "length of the array"));
	}

	@Test
	void anArrayThatCanBeReplacedHasNoLimit() {
		Ring ring = new Ring();
		assertThat(DeclaredLimit.of(ring.growing, 3, "growing", List.of(ring))).isNull();
	}

	@Test
	void aPoolSaysItsMaximum() {
		Pool pool = new Pool(200);
		assertThat(DeclaredLimit.of(pool.idle, 150, "idle", List.of(pool)))
			.isEqualTo(new DeclaredLimit(200, "Pool.maxTotal"));
	}

	@Test
	void aLimitThatIsExceededIsNone() {
		Pool pool = new Pool(200);
		assertThat(DeclaredLimit.of(pool.idle, 300, "idle", List.of(pool))).isNull();
	}

	@Test
	void aPoolWithoutMaximumHasNoLimit() {
		Pool pool = new Pool(-1);
		assertThat(DeclaredLimit.of(pool.idle, 150, "idle", List.of(pool))).isNull();
	}

	@Test
	void aConstantMayNameTheContainerItLimits() {
		assertThat(DeclaredLimit.of(new HashMap<>(), 10, "orders", List.of(new Orders())))
			.isEqualTo(new DeclaredLimit(1_000, "Orders.MAX_ORDERS"));
	}

	@Test
	void aNumberOfSomethingElseLimitsNothing() {
		assertThat(DeclaredLimit.of(new HashMap<>(), 10, "carts", List.of(new Orders()))).isNull();
	}

	@Test
	void aCaffeineCacheSaysItsMaximum() {
		Map<?, ?> cache = Caffeine.newBuilder().maximumSize(77).build().asMap();
		assertThat(DeclaredLimit.of(new HashMap<>(), 10, "data", List.of(cache))).isNotNull()
			.extracting(DeclaredLimit::elements)
			.isEqualTo(77L);
	}

	/** Keeps the last few in an array. */
	private static final class Ring {

		private final Object[] slots = new Object[10];

		private Object[] growing = new Object[10];

	}

	/** Lends what it keeps. */
	@SuppressWarnings("unused")
	private static final class Pool {

		private final Deque<Object> idle = new ArrayDeque<>();

		private final int maxTotal;

		Pool(int maxTotal) {
			this.maxTotal = maxTotal;
		}

	}

	/** Has constants. */
	@SuppressWarnings("unused")
	private static final class Orders {

		private static final int MAX_ORDERS = 1_000;

		private static final int MAX_RETRIES = 500;

		private static final int INITIAL_CAPACITY = 2_000;

	}

}
