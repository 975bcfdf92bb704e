package io.memprof.allocation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * Free space where JFR keeps its chunks.
 * <p>
 * When a write fails there for want of space, JFR shuts the JVM down ("An irrecoverable
 * error in Jfr. Shutting down VM..."; seen on JDK 17 and 25). No profiler is worth that.
 * A stream may fill 64 MB itself, so more is asked for to open one than to go on.
 */
final class RepositorySpace {

	private static final long TO_OPEN = 128L << 20;

	private static final long TO_GO_ON = 32L << 20;

	private RepositorySpace() {
	}

	/**
	 * The directory, or the one it will be made in.
	 */
	static File directory() {
		return new File(System.getProperty("jdk.jfr.repository", System.getProperty("java.io.tmpdir")));
	}

	/**
	 * Bytes of the newest chunk; names are times, with a number where they clash.
	 */
	static long chunkBeingWritten() {
		String[] names = directory().list((directory, name) -> name.endsWith(".jfr"));
		return (names == null) ? 0
				: Arrays.stream(names)
					.max(Comparator.naturalOrder())
					.map((name) -> new File(directory(), name).length())
					.orElse(0L);
	}

	static @Nullable String shortageToOpen() {
		return shortage(directory(), TO_OPEN);
	}

	static @Nullable String shortageToGoOn() {
		return shortage(directory(), TO_GO_ON);
	}

	/**
	 * The same for a file that exists, and what is still to be written to it.
	 */
	static @Nullable String shortageToWrite(Path file, long size) throws IOException {
		long free = Files.getFileStore(file).getUsableSpace();
		long needed = size + TO_GO_ON;
		return (free >= needed) ? null : "only " + (free >> 20) + " MB are free in " + file.getParent() + ", "
				+ (needed >> 20) + " MB are needed";
	}

	/** A directory that does not exist is for JFR to complain of. */
	static @Nullable String shortage(File directory, long needed) {
		long free = directory.getUsableSpace();
		if (free >= needed || directory.getTotalSpace() == 0) {
			return null;
		}
		return "only " + (free >> 20) + " MB are free in " + directory + ", where JDK Flight Recorder keeps its data; "
				+ (needed >> 20) + " MB are needed, as the JVM ends when that disk is full (another directory: "
				+ "-XX:FlightRecorderOptions=repository=<directory>)";
	}

}
