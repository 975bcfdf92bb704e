package io.memprof.benchmarks.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The same application without memprof: a copy of an executable jar of Spring Boot that
 * lacks memprof's own jars. What the starter brings beside them stays, unused.
 */
final class PlainJar {

	private static final String MEMPROF = "BOOT-INF/lib/memprof-";

	private PlainJar() {
	}

	/**
	 * Writes the copy.
	 * @throws IllegalArgumentException when there is nothing to leave out
	 */
	static Path write(Path jar, Path copy) throws IOException {
		int without = 0;
		try (ZipFile from = new ZipFile(jar.toFile());
				ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
			for (ZipEntry entry : Collections.list(from.entries())) {
				if (entry.getName().startsWith(MEMPROF)) {
					without++;
					continue;
				}
				ZipEntry same = new ZipEntry(entry);
				// another compressor may come to another size
				same.setCompressedSize((entry.getMethod() == ZipEntry.STORED) ? entry.getSize() : -1);
				to.putNextEntry(same);
				try (InputStream content = from.getInputStream(entry)) {
					content.transferTo(to);
				}
			}
		}
		if (without == 0) {
			throw new IllegalArgumentException(jar + " has no " + MEMPROF
					+ "*: give the application with memprof, and --plain-jar if that is packed otherwise");
		}
		return copy;
	}

}
