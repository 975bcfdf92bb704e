package io.memprof.history;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Replaces a file as a whole or not at all: the new one is written beside it, forced to
 * the disk, and renamed.
 */
final class WholeFile {

	private WholeFile() {
	}

	/**
	 * Replaces it. When that fails, in whatever way, the one before stays.
	 * @param temporary in the same directory
	 */
	static void replace(Path file, Path temporary, Map<String, Object> document) throws IOException {
		try {
			write(document, temporary);
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException | RuntimeException | Error ex) {
			deleteQuietly(temporary);
			throw ex;
		}
		forceRenaming(file.getParent());
	}

	/**
	 * Deletes a file if it is there and may be deleted.
	 */
	static void deleteQuietly(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			// it is looked at again after the next write
		}
	}

	/** Not by a channel, which the interrupt of a thread would close. */
	private static void write(Map<String, Object> document, Path file) throws IOException {
		Files.deleteIfExists(file);
		Files.createFile(file, OwnerOnly.file(file));
		try (FileOutputStream out = new FileOutputStream(file.toFile());
				Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII))) {
			JsonWriter.write(document, writer);
			writer.flush();
			out.getFD().sync();
		}
	}

	/** Where a directory can be forced to the disk; elsewhere renaming has to do. */
	private static void forceRenaming(@Nullable Path directory) {
		if (directory == null) {
			return;
		}
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// the new report or the one before will be found, whole either way
		}
	}

}
