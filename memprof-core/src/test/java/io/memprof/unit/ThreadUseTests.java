package io.memprof.unit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadUseTests {

	@Test
	void allocationOfTheCallingThreadIsCountedExactly() {
		ThreadUse before = ThreadUse.ofCurrentThread();
		byte[] garbage = new byte[1 << 20];
		long allocated = ThreadUse.ofCurrentThread().minus(before).allocatedBytes();
		assertThat(allocated).isBetween((long) garbage.length, garbage.length + 100_000L);
	}

	@Test
	void aThreadThatHasEndedTellsNothing() throws InterruptedException {
		Thread thread = new Thread(() -> {
		});
		thread.start();
		thread.join();
		assertThat(ThreadUse.of(thread.getId())).isEqualTo(ThreadUse.NONE);
	}

	@Test
	void nothingIsEverUsedBackwards() {
		assertThat(new ThreadUse(3, 5).minus(new ThreadUse(4, 2))).isEqualTo(new ThreadUse(0, 3));
	}

}
