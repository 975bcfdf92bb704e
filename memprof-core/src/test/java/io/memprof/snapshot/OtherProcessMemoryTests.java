package io.memprof.snapshot;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OtherProcessMemoryTests {

	@Test
	void oshiTellsResidentAndVirtualSizeButNotWhatIsShared() {
		try (ProcessMemory memory = new OshiProcessMemory()) {
			memory.read();
			ProcessMemory.Sizes again = memory.read();
			assertThat(OshiProcessMemory.isPresent()).isTrue();
			assertThat(again.rss().bytes()).isGreaterThan(10 << 20);
			assertThat(again.virtual().bytes()).isGreaterThanOrEqualTo(again.rss().bytes());
			assertThat(again.shared().reason()).isEqualTo("OSHI does not tell shared from private memory");
		}
	}

	@Test
	void aSystemThatCannotBeAskedSaysWhatToDo() {
		try (ProcessMemory memory = new UnavailableProcessMemory("no /proc on Mac OS X; add a library")) {
			assertThat(memory.read().rss().reason()).isEqualTo("no /proc on Mac OS X; add a library");
			assertThat(memory.read().privateAnonymous().isAvailable()).isFalse();
		}
	}

}
