package io.memprof.allocation;

import java.io.File;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RepositorySpaceTests {

	@TempDir
	Path directory;

	@Test
	void enoughSpaceIsNoShortage() {
		assertThat(RepositorySpace.shortage(this.directory.toFile(), 1)).isNull();
	}

	@Test
	void aShortageNamesTheDirectoryAndTheWayOut() {
		assertThat(RepositorySpace.shortage(this.directory.toFile(), Long.MAX_VALUE))
			.contains(this.directory.toString())
			.contains("-XX:FlightRecorderOptions=repository=");
	}

	@Test
	void aDirectoryThatDoesNotExistIsLeftToJfr() {
		assertThat(RepositorySpace.shortage(new File("/proc/nowhere"), Long.MAX_VALUE)).isNull();
	}

}
