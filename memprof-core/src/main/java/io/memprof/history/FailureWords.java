package io.memprof.history;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a file could not be read or written, in words and without its path, as the endpoint
 * shows it.
 */
final class FailureWords {

	/** {@code /some/path (No space left on device)}, as streams say it. */
	private static final Pattern IN_BRACKETS = Pattern.compile(".*\\((.+)\\)", Pattern.DOTALL);

	private FailureWords() {
	}

	static String of(Throwable failure) {
		if (failure instanceof CorruptRunException corrupt) {
			return String.valueOf(corrupt.getMessage());
		}
		if (failure instanceof AccessDeniedException) {
			return "permission denied";
		}
		if (failure instanceof NoSuchFileException) {
			return "no such file or directory";
		}
		if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
			return "it is a file, not a directory";
		}
		String message = (failure instanceof FileSystemException inFiles) ? inFiles.getReason() : failure.getMessage();
		if (message == null || !(failure instanceof IOException)) {
			return failure.getClass().getSimpleName();
		}
		Matcher inBrackets = IN_BRACKETS.matcher(message);
		return inBrackets.matches() ? inBrackets.group(1) : message;
	}

}
