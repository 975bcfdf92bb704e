package io.memprof.allocation;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AllocatedBytesTests {

	private final TreeMap<Long, Long> live = new TreeMap<>();

	private final AllocatedBytes.SumOverThreads sum = new AllocatedBytes.SumOverThreads(threads());

	@Test
	void addsUpTheLiveThreads() {
		this.live.put(1L, 100L);
		this.live.put(2L, 50L);
		assertThat(this.sum.getAsLong()).isEqualTo(150);
		this.live.put(2L, 80L);
		assertThat(this.sum.getAsLong()).isEqualTo(180);
	}

	@Test
	void keepsWhatAnEndedThreadHadAllocated() {
		this.live.put(1L, 100L);
		this.live.put(2L, 50L);
		this.sum.getAsLong();
		this.live.remove(1L);
		assertThat(this.sum.getAsLong()).isEqualTo(150);
	}

	@Test
	void aThreadThatStartedCountsFromItsFirstByte() {
		this.live.put(1L, 100L);
		this.sum.getAsLong();
		this.live.put(3L, 70L);
		assertThat(this.sum.getAsLong()).isEqualTo(170);
	}

	@Test
	void aThreadThatEndsWhileItIsAskedForKeepsItsCount() {
		this.live.put(1L, 100L);
		this.sum.getAsLong();
		this.live.put(1L, -1L);
		assertThat(this.sum.getAsLong()).isEqualTo(100);
		this.live.remove(1L);
		assertThat(this.sum.getAsLong()).isEqualTo(100);
	}

	@Test
	void agreesWithCountingEachThreadByItselfWhenNoneAllocatesAfterItWasLastSeen() {
		Random random = new Random(17);
		long expected = 0;
		long nextId = 1;
		for (int reading = 0; reading < 2_000; reading++) {
			this.live.keySet().removeIf((id) -> random.nextInt(4) == 0);
			for (Long id : this.live.keySet().toArray(Long[]::new)) {
				long more = random.nextInt(1_000);
				this.live.merge(id, more, Long::sum);
				expected += more;
			}
			for (int born = random.nextInt(4); born > 0; born--) {
				long first = random.nextInt(1_000);
				nextId += 1 + random.nextInt(5);
				this.live.put(nextId, first);
				expected += first;
			}
			assertThat(this.sum.getAsLong()).isEqualTo(expected);
		}
	}

	@Test
	void thisJvmCounts() {
		var count = AllocatedBytes.ofThisJvm();
		assertThat(count).isNotNull();
		long before = count.getAsLong();
		byte[] allocated = new byte[3_000_000];
		assertThat(count.getAsLong() - before).isGreaterThanOrEqualTo(allocated.length);
	}

	@Test
	void tellsTheBytesOfEachThread() {
		assertThat(AllocatedBytes.byThread()).containsKey(Thread.currentThread().getId())
			.allSatisfy((id, bytes) -> assertThat(bytes).isNotNegative());
	}

	private ThreadMXBean threads() {
		return (ThreadMXBean) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { ThreadMXBean.class },
				(proxy, method, args) -> switch (method.getName()) {
					case "getAllThreadIds" ->
						this.live.descendingKeySet().stream().mapToLong(Long::longValue).toArray();
					case "getThreadAllocatedBytes" ->
						Arrays.stream((long[]) args[0]).map((id) -> this.live.getOrDefault(id, -1L)).toArray();
					default -> throw new UnsupportedOperationException(method.getName());
				});
	}

}
