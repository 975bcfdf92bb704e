package io.memprof.history;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * With which permissions files and directories are made: for the user of the process
 * alone, where the file system knows POSIX permissions; elsewhere as the directory above
 * hands them down. From the first moment on, not afterwards.
 */
final class OwnerOnly {

	private OwnerOnly() {
	}

	static FileAttribute<?>[] file(Path file) {
		return attributes(file, "rw-------");
	}

	static FileAttribute<?>[] directory(Path directory) {
		return attributes(directory, "rwx------");
	}

	private static FileAttribute<?>[] attributes(Path path, String permissions) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
