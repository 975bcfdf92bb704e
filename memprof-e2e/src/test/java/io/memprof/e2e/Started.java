package io.memprof.e2e;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a test has started, by any thread; closed in the reverse order.
 */
final class Started {

	private final Deque<AutoCloseable> programs = new ArrayDeque<>();

	synchronized <T extends AutoCloseable> T add(T program) {
		this.programs.push(program);
		return program;
	}

	synchronized void close() throws Exception {
		while (!this.programs.isEmpty()) {
			this.programs.pop().close();
		}
	}

}
