package io.memprof.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LinuxProcessMemoryTests {

	private static final String STATUS = """
			Name:	java
			Groups:	%s
			VmPeak:	 9999999 kB
			VmSize:	 2996824 kB
			VmHWM:	  999999 kB
			VmRSS:	  181472 kB
			RssAnon:	  159784 kB
			RssFile:	   21688 kB
			RssShmem:	       4 kB
			Threads:	17
			""";

	@TempDir
	Path directory;

	@Test
	void readsTheSizes() throws IOException {
		try (ProcessMemory memory = status(STATUS.formatted(""))) {
			assertThat(memory.read()).isEqualTo(new ProcessMemory.Sizes(kibiBytes(181472), kibiBytes(2996824),
					kibiBytes(21688 + 4), kibiBytes(159784)));
		}
	}

	@Test
	void readsAgainFromTheStart() throws IOException {
		try (ProcessMemory memory = status(STATUS.formatted(""))) {
			memory.read();
			status(STATUS.formatted("").replace("181472", "281472"));
			assertThat(memory.read().rss()).isEqualTo(kibiBytes(281472));
		}
	}

	@Test
	void copesWithALongListOfGroups() throws IOException {
		try (ProcessMemory memory = status(STATUS.formatted("1000 ".repeat(20_000)))) {
			assertThat(memory.read().rss()).isEqualTo(kibiBytes(181472));
		}
	}

	@Test
	void saysWhatAnOldKernelDoesNotTell() throws IOException {
		try (ProcessMemory memory = status("VmSize:	 20 kB\nVmRSS:	 10 kB")) {
			ProcessMemory.Sizes sizes = memory.read();
			assertThat(sizes.rss()).isEqualTo(kibiBytes(10));
			assertThat(sizes.virtual()).isEqualTo(kibiBytes(20));
			assertThat(sizes.shared().reason()).contains("kernel");
			assertThat(sizes.privateAnonymous().reason()).contains("kernel");
		}
	}

	@Test
	void giveReasonsForAFileThatMakesNoSense() throws IOException {
		for (String content : new String[] { "", "VmRSS:", "VmRSS: kB\n", "\n\n\n", "VmRSS" }) {
			try (ProcessMemory memory = status(content)) {
				assertThat(memory.read().rss().isAvailable()).isFalse();
			}
		}
	}

	@Test
	void triesAgainAfterAFailure() throws IOException {
		Path missing = this.directory.resolve("status");
		try (ProcessMemory memory = new LinuxProcessMemory(missing)) {
			assertThat(memory.read().rss().reason()).startsWith("cannot read " + missing);
			Files.writeString(missing, STATUS.formatted(""));
			assertThat(memory.read().rss()).isEqualTo(kibiBytes(181472));
		}
	}

	@Test
	void readsAgainAfterClose() throws IOException {
		ProcessMemory memory = status(STATUS.formatted(""));
		memory.read();
		memory.close();
		memory.close();
		assertThat(memory.read().rss()).isEqualTo(kibiBytes(181472));
		memory.close();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void readsThisProcess() {
		try (ProcessMemory memory = ProcessMemory.ofThisSystem()) {
			ProcessMemory.Sizes sizes = memory.read();
			assertThat(memory).isInstanceOf(LinuxProcessMemory.class);
			assertThat(sizes.rss().bytes()).isBetween(10L << 20, sizes.virtual().bytes());
		}
	}

	private LinuxProcessMemory status(String content) throws IOException {
		return new LinuxProcessMemory(Files.writeString(this.directory.resolve("status"), content));
	}

	private static Reading kibiBytes(long kibiBytes) {
		return Reading.of(kibiBytes << 10);
	}

}
