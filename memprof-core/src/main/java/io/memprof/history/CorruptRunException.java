package io.memprof.history;

import java.io.IOException;

/**
 * A file that has the name of a run and is none. The message says why, after the name of
 * the file.
 */
final class CorruptRunException extends IOException {

	private static final long serialVersionUID = 1L;

	CorruptRunException(String message) {
		super(message);
	}

}
