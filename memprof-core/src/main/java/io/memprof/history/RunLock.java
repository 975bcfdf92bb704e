package io.memprof.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A lock that the operating system releases with the process, however that ends: so
 * others can tell a run that goes on from one that was killed.
 */
final class RunLock implements Closeable {

	private final Path file;

	private final FileChannel channel;

	private RunLock(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Locks for this process.
	 * @throws IOException when the file cannot be made or this file system has no locks
	 */
	static RunLock hold(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
				OwnerOnly.file(file));
		try {
			if (channel.tryLock() != null) {
				return new RunLock(file, channel);
			}
		}
		catch (OverlappingFileLockException ex) {
			// as below
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
		channel.close();
		throw new IOException("another process holds the lock of this run");
	}

	/**
	 * How a run has ended that has not said so itself. Never for a run of this process:
	 * closing the file would release its lock.
	 */
	static Ending ending(Path file) {
		if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
			return Ending.NOT_CLEANLY;
		}
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
				FileLock lock = channel.tryLock()) {
			return (lock != null) ? Ending.NOT_CLEANLY : Ending.RUNNING;
		}
		catch (OverlappingFileLockException ex) {
			return Ending.RUNNING;
		}
		catch (IOException ex) {
			return Ending.UNKNOWN;
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
		Files.deleteIfExists(this.file);
	}

}
