package io.memprof.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlainJarTests {

	@TempDir
	private Path directory;

	@Test
	void onlyTheJarsOfMemprofAreLeftOut() throws IOException {
		Path jar = jar("META-INF/MANIFEST.MF", "BOOT-INF/lib/memprof-core-1.jar", "BOOT-INF/lib/spring-core-7.jar");
		try (ZipFile plain = new ZipFile(PlainJar.write(jar, this.directory.resolve("plain.jar")).toFile())) {
			assertThat(plain.stream().map(ZipEntry::getName)).containsExactly("META-INF/MANIFEST.MF",
					"BOOT-INF/lib/spring-core-7.jar");
			ZipEntry library = plain.getEntry("BOOT-INF/lib/spring-core-7.jar");
			assertThat(library.getMethod()).as("Boot reads it in place").isEqualTo(ZipEntry.STORED);
			assertThat(plain.getInputStream(library)).hasContent("spring-core-7.jar");
		}
	}

	@Test
	void anApplicationWithoutMemprofIsRefused() throws IOException {
		Path jar = jar("BOOT-INF/lib/spring-core-7.jar");
		assertThatIllegalArgumentException().isThrownBy(() -> PlainJar.write(jar, this.directory.resolve("plain.jar")))
			.withMessageContaining("has no BOOT-INF/lib/memprof-*");
	}

	private Path jar(String... names) throws IOException {
		Path jar = this.directory.resolve("application.jar");
		try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(jar))) {
			for (String name : names) {
				byte[] content = name.substring(name.lastIndexOf('/') + 1).getBytes();
				ZipEntry entry = new ZipEntry(name);
				if (name.endsWith(".jar")) {
					CRC32 checksum = new CRC32();
					checksum.update(content);
					entry.setMethod(ZipEntry.STORED);
					entry.setSize(content.length);
					entry.setCrc(checksum.getValue());
				}
				entries.putNextEntry(entry);
				entries.write(content);
			}
		}
		return jar;
	}

}
